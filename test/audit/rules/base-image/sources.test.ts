import { baseImageSupported } from '../../../../src/audit/rules/base-image/base-image-supported.js';
import { fromArgumentDefault } from '../../../../src/audit/rules/base-image/from-argument-default.js';
import { fromUndefinedArgument } from '../../../../src/audit/rules/base-image/from-undefined-argument.js';
import { trustedRegistry } from '../../../../src/audit/rules/base-image/trusted-registry.js';
import { dockerfileCases } from '../../support.js';

dockerfileCases(baseImageSupported, {
  complies: [
    'FROM debian:12-slim',
    'FROM debian:bookworm',
    'FROM debian',
    'FROM ubuntu:24.04',
    'FROM ubuntu:22.04',
    'FROM ubuntu:jammy',
    'FROM alpine:3',
    'FROM alpine:3.22.1',
    'FROM alpine:edge',
    'FROM node:24-alpine3.22',
    'FROM node:lts',
    'FROM node:22-bookworm-slim',
    'FROM python:3',
    'FROM python:3.13-slim',
    'FROM python:slim',
    'FROM golang:1.26',
    'FROM golang:1',
    'FROM php:8.4-fpm',
    'FROM postgres:17',
    'FROM example/node:8',
    'FROM registry.example.org/debian:9',
    'ARG V=8\nFROM node:$UNKNOWN',
    'FROM mcr.microsoft.com/dotnet/sdk:8.0',
    'FROM opensuse/leap:15.6',
    'FROM opensuse/leap:16.0',
    'FROM opensuse/leap',
    'FROM opensuse/tumbleweed:20240101',
    'FROM scratch',
  ],
  violates: [
    ['FROM debian:9', 1],
    ['FROM opensuse/leap:15.4', 1],
    ['FROM registry.opensuse.org/opensuse/leap:42.3', 1],
    ['FROM debian:buster-slim', 1],
    ['FROM debian:stretch-20200101', 1],
    ['FROM debian:10.13', 1],
    ['FROM ubuntu:14.04', 1],
    ['FROM ubuntu:bionic-20210101', 1],
    ['FROM ubuntu:21.10', 1],
    ['FROM alpine:3.9', 1],
    ['FROM alpine:3.18.4', 1],
    ['FROM node:8', 1],
    ['FROM node:14.17.0-alpine', 1],
    ['FROM node:21-slim', 1],
    ['FROM library/node:carbon', 1],
    ['FROM docker.io/library/python:2.7', 1],
    ['FROM public.ecr.aws/docker/library/python:3.8-slim', 1],
    ['FROM python:2', 1],
    ['FROM node:24-buster', 1],
    ['FROM python:3.13-alpine3.15', 1],
    ['FROM golang:1.19', 1],
    ['FROM php:7.4-apache', 1],
    ['FROM openjdk:17', 1],
    ['FROM centos', 1],
    ['FROM centos:7', 1],
    ['FROM mcr.microsoft.com/dotnet/core/sdk:3.1', 1],
    ['FROM mcr.microsoft.com/dotnet/aspnet:6.0-alpine', 1],
    ['ARG V=12\nFROM node:${V} AS a\nFROM debian:12\nFROM ubuntu:16.04', 2, 4],
  ],
});

dockerfileCases(trustedRegistry, {
  settings: { trustedRegistries: ['docker.io', 'registry.example.org:5000', '*.pkg.example.org'] },
  complies: [
    'FROM debian:12',
    'FROM docker.io/library/debian:12',
    'FROM index.docker.io/library/debian:12',
    'FROM team/app:1',
    'FROM scratch',
    'FROM registry.example.org:5000/team/app:1',
    'FROM eu.pkg.example.org/app:1',
    'FROM registry.example.org:5000/a:1 AS build\nFROM build',
    'FROM $REGISTRY/app:1',
    'FROM debian:12 AS build\nFROM debian:12\nCOPY --from=build /a /a\nCOPY --from=0 /b /b',
  ],
  violates: [
    ['FROM ghcr.io/team/app:1', 1],
    ['FROM registry.example.org/team/app:1', 1],
    ['FROM registry.example.org:5001/team/app:1', 1],
    ['FROM pkg.example.org/app:1', 1],
    ['FROM localhost/app:1', 1],
    ['FROM debian:12\nCOPY --from=quay.io/a/b:1 /a /a', 2],
    ['ARG REGISTRY=quay.io\nFROM ${REGISTRY}/app:1', 2],
  ],
});

dockerfileCases(trustedRegistry, {
  settings: { trustedRegistries: ['registry.example.org'] },
  complies: ['FROM registry.example.org/debian:12', 'FROM scratch'],
  violates: [['FROM debian:12', 1]],
});
dockerfileCases(trustedRegistry, { complies: ['FROM quay.io/a/b:1'], violates: [] });

dockerfileCases(fromUndefinedArgument, {
  complies: [
    'ARG V=1\nFROM debian:$V',
    'ARG V\nFROM debian:${V}',
    'FROM debian:${V:-12}',
    'FROM --platform=$BUILDPLATFORM debian:12',
    'FROM debian:12',
    'ARG A=1 B=2\nFROM a:$A\nFROM b:$B',
  ],
  violates: [
    ['FROM debian:$V', 1],
    ['ARG V=1\nFROM debian:$VERSION', 2],
    // Arguments of a stage are not those of the next FROM.
    ['FROM debian:12\nARG V=1\nFROM debian:$V', 3],
    ['FROM --platform=$MY_PLATFORM debian:12', 1],
  ],
});

dockerfileCases(fromArgumentDefault, {
  complies: [
    'ARG V=1\nFROM debian:$V',
    'ARG V\nFROM debian:${V:-12}',
    'ARG P\nFROM --platform=$P debian:12',
    'FROM debian:$V',
    'FROM debian:12',
  ],
  violates: [
    ['ARG V\nFROM debian:$V', 2],
    ['ARG V=\nFROM debian:$V', 2],
    ['ARG IMAGE\nFROM ${IMAGE} AS a', 2],
  ],
});
