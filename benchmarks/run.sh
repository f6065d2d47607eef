#!/usr/bin/env bash
# Builds and runs the benchmarks with the java of JAVA_HOME, or else of the PATH:
#
#   benchmarks/run.sh overhead | streams | cancel | retrieval | all
#
# What follows "overhead" goes to JMH: benchmarks/run.sh overhead Stream -f 1 -wi 3 -i 3
# Ends with a status other than 0 if a check fails.
set -euo pipefail
cd "$(dirname "$0")/.."

what=${1:-}
case $what in
  overhead | streams | cancel | retrieval | all) shift ;;
  *)
    sed -n '2,7s/^# \{0,1\}//p' "$0" >&2
    exit 2
    ;;
esac

java=java
[ -z "${JAVA_HOME:-}" ] || java=$JAVA_HOME/bin/java

# The Maven wrapper; where its download does not work, the Maven on the PATH.
maven=${MVN:-./mvnw -B -ntp}
$maven -v >/dev/null 2>&1 || maven="mvn -B -ntp"
$maven -q -pl benchmarks -am process-classes
classpath=benchmarks/target/classes:$(cat benchmarks/target/classpath.txt)

overhead() {
  "$java" -cp "$classpath" org.openjdk.jmh.Main -rf text -rff benchmarks/target/overhead.txt "${@:-Overhead}"
}

# program CLASS HEAP: a program with its checks
program() {
  "$java" "-Xmx$2" -cp "$classpath" "dev.llmops.benchmarks.$1"
}

case $what in
  overhead) overhead "$@" ;;
  streams) program ConcurrentStreams 300m ;;
  cancel) program CancelStorm 300m ;;
  retrieval) program RetrievalBenchmark 1g ;;
  all)
    failed=0
    overhead || failed=1
    program ConcurrentStreams 300m || failed=1
    program CancelStorm 300m || failed=1
    program RetrievalBenchmark 1g || failed=1
    exit $failed
    ;;
esac
