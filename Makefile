MVN ?= ./mvnw -B -ntp

.DEFAULT_GOAL := help
.PHONY: help check fmt bench conformance docs quickstart evaluation stress coverage

help: ## Shows this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

check: ## Everything that continuous integration does
	.ci/run

fmt: ## Formats the sources
	$(MVN) -q spotless:apply

bench: ## Runs all benchmarks; ARGS="cancel" chooses one, see benchmarks/run.sh
	@MVN="$(MVN)" benchmarks/run.sh $(or $(ARGS),all)

conformance: ## Checks the library over a folder of data, DIR="..."; WHAT=templates or metrics, else recorded traffic
	@MVN="$(MVN)" benchmarks/conformance.sh $(or $(WHAT),recordings) "$(DIR)"

docs: ## Builds the Javadoc jars, with warnings as errors (JDK 18 or later)
	$(MVN) -Pdocs -DskipTests package

quickstart: ## Runs the quickstart; QUESTION="..." asks it something
	@$(MVN) -q -pl samples/quickstart -am compile exec:java $(if $(QUESTION),-Dquestion="$(QUESTION)")

evaluation: ## Measures the quickstart with questions over its handbook and writes a report
	@$(MVN) -q -pl samples/evaluation -am compile exec:java

stress: ## Runs the stress tests, which the default build leaves out
	$(MVN) test -Dgroups=stress -DexcludedGroups=

coverage: ## Runs the tests with JaCoCo; reports under */target/site/jacoco
	$(MVN) -Pcoverage verify
