/** The file cannot be read (on); the message is a sentence for whoever chose it. What was read before it stands. */
export class SignalFileError extends Error {
  override name = 'SignalFileError';
}
