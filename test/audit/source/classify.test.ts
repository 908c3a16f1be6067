import { describe, expect, test } from 'vitest';
import { kindByContent } from '../../../src/audit/source/classify.js';

describe('a file whose name says nothing', () => {
  test.each([
    'FROM ubuntu\n',
    '\uFEFFFROM ubuntu\r\nRUN a\r\n',
    '#!/usr/bin/env -S docker build .\n\nFROM ubuntu\n',
    'FROM \\\n  ubuntu\n',
    'FROM --platform=$BUILDPLATFORM node:22 AS build\n',
    'FROM ubuntu 24.04\n',
    'from ubuntu as base\r\nrun a\r\n',
    'arg VERSION=1\nfrom node:$VERSION\n',
    'ARG VERSION\nFROM node:$VERSION\n',
    'RUN apt-get install curl\nCMD a\n',
    'ENV PATH /opt/bin:$PATH\n',
  ])('is a Dockerfile, or a piece of one: %j', (text) => {
    expect(kindByContent('app.image', text)).toBe('dockerfile');
  });

  test.each([
    'from __future__ import annotations\nimport os\n',
    'from os import path\n',
    'from os import path as p\n',
    'SHELL := /bin/bash\nall:\n\techo\n',
    'USER ?= me\n',
    'ENV = production\n',
    'user nginx;\nworker_processes 1;\n',
    'Add this to your code:\nRun it\n',
    'Copy that from here.\n',
    '# title\n\nhello\n',
    '{"name":"a","version":"1.0.0"}\n',
    '',
  ])('is neither a Dockerfile nor a Compose file: %j', (text) => {
    expect(kindByContent('some.file', text)).toBeUndefined();
  });

  test.each([
    ['compose.json', '{"services":{"a":{"image":"nginx"}}}'],
    ['docker-compose.yml.dist', 'version: "3"\nservices:\n  a:\n    image: nginx\n'],
    ['stack.tmpl', '# ours\nx-common: &c\n  restart: always\nservices:\n  a:\n    image: nginx\n'],
    ['deploy.yml', 'a:\n  image: nginx\n'],
  ])('is a Compose file: %s', (path, text) => {
    expect(kindByContent(path, text)).toBe('compose');
  });

  test('is told in time that follows its length', () => {
    for (const text of ['run\t', '\n', 'from --a ', 'from a as '].map((piece) => `run a\n${piece.repeat(200_000)}`)) {
      const start = performance.now();
      expect(kindByContent('some.file', text)).toBeUndefined();
      expect(performance.now() - start).toBeLessThan(1000);
    }
  });
});
