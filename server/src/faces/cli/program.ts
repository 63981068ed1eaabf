import { Command, type CommanderError } from 'commander';

const titles: Readonly<Record<string, string>> = {
  'Usage:': '用法:',
  'Arguments:': '参数:',
  'Options:': '选项:',
  'Commands:': '命令:',
};

/** The root of all commands; speaks Chinese also where commander would speak English. */
export function createProgram(): Command {
  return new Command('lanzha')
    .description('拦诈:反诈中心工作平台')
    .helpOption('-h, --help', '显示帮助')
    .helpCommand('help [command]', '显示一条命令的帮助')
    .configureHelp({ styleTitle: (title) => titles[title] ?? title })
    .configureOutput({ outputError: () => undefined })
    .exitOverride();
}

const sentences: Readonly<Record<string, (named: string) => string>> = {
  'commander.unknownCommand': (name) => `没有命令 ${name}。可用的命令见 lanzha --help。`,
  'commander.unknownOption': (name) => `没有选项 ${name}。可用的选项见该命令的 --help。`,
  'commander.missingMandatoryOptionValue': (name) => `缺少必填的选项 ${name}。`,
  'commander.optionMissingArgument': (name) => `选项 ${name} 后面缺少值。`,
  'commander.missingArgument': (name) => `缺少参数 ${name}。`,
  'commander.excessArguments': () => '参数太多。用法见该命令的 --help。',
};

/** What was wrong with the command line; null when only help was asked for. */
export function sentenceOfUsage(error: CommanderError): string | null {
  if (error.exitCode === 0 || error.code === 'commander.help') return null;
  const named = /'([^']*)'/.exec(error.message)?.[1] ?? '';
  return sentences[error.code]?.(named) ?? error.message;
}
