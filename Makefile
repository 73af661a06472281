# `make run` opens Selkie, `make test` tests everything; both install what is missing first. Each target is one script.

.PHONY: help run dev demo test soak bench lint types licences bundle screenshots

help:
	@echo 'make run          build Selkie and open it'
	@echo 'make dev          open it and follow changes of the page and the shell'
	@echo 'make demo         open two windows of people who talk, on a server of theirs'
	@echo 'make test         run every test'
	@echo 'make soak         run the long tests: hours of faults and kills'
	@echo 'make bench        measure, for docs/performance.md'
	@echo 'make lint         formats, lints, licences'
	@echo 'make types        write the types of the page anew from the Rust ones'
	@echo 'make licences     collect the licences of what Selkie is built from'
	@echo 'make bundle       make the packages of this Linux, and weigh them'
	@echo 'make screenshots  take pictures of every screen'

run dev demo test soak bench lint types licences bundle screenshots:
	@scripts/$@.sh
