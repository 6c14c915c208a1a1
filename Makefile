# Every target is a script under build/: this file only says which, and in what order.
.DEFAULT_GOAL := build
.PHONY: build test test-vm demo bench install images format lint clean help

PREFIX ?= /usr/local
DESTDIR ?=
export TESTS

build: ## compile and assemble dist/, which the launcher ./beanpod runs (the default)
	@build/build.sh

test: build images ## formatter check, unit tests and, as root, integration tests
	@build/test.sh

test-vm: build images ## integration tests in a QEMU guest with cgroup v2; TESTS="ClassTest ..." or TESTS=all
	@build/test-vm.sh

demo: build images ## as root: nginx and redis in one pod, from apply to nothing left behind
	@build/demo.sh

bench: build images ## as root: medians, and ratios against each peer that is installed
	@build/bench.sh

install: build ## into PREFIX (/usr/local); DESTDIR is put before it, for packaging
	@build/install.sh "$(DESTDIR)" "$(PREFIX)"

images: ## OCI images of busybox, nginx, redis and hello-app, from Debian packages
	@rootfs-fixtures/build.sh

format: ## rewrite the Java sources in the project's format
	@build/mvn.sh spotless:apply

lint: ## formatter, compiler and Error Prone with warnings as errors, shellcheck where installed
	@build/lint.sh

clean: ## remove everything that was built
	@build/clean.sh

help: ## this list
	@awk -F ':[^#]*## ' '/^[a-z-]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))
