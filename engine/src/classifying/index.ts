export { type Classified, classifyText, labelScore, labelScores } from './classify.ts';
export { type Evaluation, evaluate, type LabelFigures } from './evaluate.ts';
export { type Explained, explainText, type TextReason } from './explain.ts';
export { decodeTextModel, encodeTextModel, type TextModel, TextModelError } from './model.ts';
export { type LabelledText, TrainingError, type TrainOptions, trainTextModel } from './train.ts';
