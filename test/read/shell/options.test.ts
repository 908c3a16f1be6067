import { expect, test } from 'vitest';
import {
  hasOption,
  mayHoldOptions,
  optionValues,
  readOptions,
  type OptionSpec,
} from '../../../src/read/shell/options.js';
import { packageCommands } from '../../../src/read/shell/package-command.js';
import { parseShell } from '../../../src/read/shell/parse.js';

const SPEC: OptionSpec = { short: 'ot', long: ['output', 'target'] };
const read = (text: string, spec = SPEC) => {
  const line = readOptions(parseShell(`x ${text}`, () => 1).commands[0]?.args ?? [], spec);
  return [
    line.options.map(({ name, value }) => (value === undefined ? name : `${name}=${value}`)),
    line.operands.map(({ value }) => value),
  ];
};

test.each([
  ['-y a', ['y'], ['a']],
  ['-qqy a', ['q', 'q', 'y'], ['a']],
  ['-fsSLo file a', ['f', 's', 'S', 'L', 'o=file'], ['a']],
  ['-ofile a', ['o=file'], ['a']],
  ['-q=2 -o=x a', ['q=2', 'o=x'], ['a']],
  ['--output file a --yes', ['output=file', 'yes'], ['a']],
  ['--output=file --yes=false a', ['output=file', 'yes=false'], ['a']],
  ['a -- -y', [], ['a', '-y']],
  ['- a', [], ['-', 'a']],
  ['-o', ['o'], []],
])('GIVEN %s WHEN read THEN options and operands are apart', (text, options, operands) => {
  expect(read(text)).toEqual([options, operands]);
});

test('GIVEN long options with one dash WHEN read as Go reads them THEN they are not letters', () => {
  expect(read('-ldflags "-s -w" -v ./x', { singleDash: true, long: ['ldflags'] })).toEqual([
    ['ldflags=-s -w', 'v'],
    ['./x'],
  ]);
});

test('GIVEN options with values WHEN asked THEN those that are switched off are not there', () => {
  const line = readOptions(parseShell('x --yes=false --no --fast=1 -o f', () => 1).commands[0]?.args ?? [], SPEC);
  expect([hasOption(line, 'yes'), hasOption(line, 'no'), hasOption(line, 'fast'), hasOption(line, 'o')]).toEqual([
    false,
    true,
    true,
    true,
  ]);
  expect(optionValues(line, 'o', 'fast')).toEqual(['1', 'f']);
});

test.each([
  ['apt-get $APT_OPTS install', true],
  ['apt-get install ${FLAGS}', true],
  ['apt-get install "$@"', true],
  ['apt-get install $PACKAGES', false],
  ['apt-get install curl=$OPTION', false],
])('GIVEN %s WHEN asked whether it may hold options THEN %s', (text, expected) => {
  const [command] = parseShell(text, () => 1).commands;
  expect(command && mayHoldOptions(command)).toBe(expected);
});

test.each([
  ['apt-get -y install a', 'apt-get', 'install', 'a'],
  ['apt-get -o A=b -t x install a', 'apt-get', 'install', 'a'],
  ['apt-get $OPTS install a', 'apt-get', 'install', 'a'],
  ['python3 -m pip install a', 'pip', 'install', 'a'],
  ['python3.11 -Wignore -m pip --quiet install a', 'pip', 'install', 'a'],
  ['pip3.9 install a', 'pip', 'install', 'a'],
  ['uv pip install a', 'pip', 'install', 'a'],
  ['corepack yarn add a', 'yarn', 'add', 'a'],
  ['yarnpkg', 'yarn', 'install', ''],
  ['yarn global add a', 'yarn', 'global add', 'a'],
  ['npm i a', 'npm', 'install', 'a'],
  ['npm c set x y', 'npm', 'config set', 'x y'],
  ['dnf5 in a', 'dnf', 'install', 'a'],
  ['dnf module install a:1', 'dnf', 'module install', 'a:1'],
  ['zypper -n --root /mnt in a', 'zypper', 'install', 'a'],
  ['pacman -Syu --noconfirm a', 'pacman', 'install', 'a'],
  ['pacman -Syu', 'pacman', 'update', ''],
  ['sudo env A=b apk add a', 'apk', 'add', 'a'],
])('GIVEN %s WHEN read THEN it is %s %s %s', (text, manager, subcommand, operands) => {
  const [found] = packageCommands(parseShell(text, () => 1));
  expect([found?.manager, found?.subcommand, found?.operands.map(({ value }) => value).join(' ')]).toEqual([
    manager,
    subcommand,
    operands,
  ]);
});

test('GIVEN other programs WHEN read THEN they are no package managers', () => {
  expect(
    packageCommands(parseShell('echo apt-get install; python3 -m venv x; pipenv install; uv sync', () => 1)),
  ).toEqual([]);
});
