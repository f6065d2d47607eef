#!/usr/bin/env bash
# Builds and runs the benchmarks with the java of JAVA_HOME, or else of the PATH:
#
#   benchmarks/run.sh overhead | streams | cancel | retrieval | all
#   benchmarks/run.sh remote-overhead | remote-streams | remote-cancel | remote-peers [quick]
#   benchmarks/run.sh local-speed [quick] | local-peers [quick] | local-embeddings [quick]
#   benchmarks/run.sh local-storm [MINUTES [SEED] | quick]
#   benchmarks/run.sh evaluation-million | evaluation-kill [SEED]
#   benchmarks/run.sh text-metrics [quick] | pair-rates [quick]
#
# What follows "overhead" or "remote-overhead" goes to JMH: benchmarks/run.sh overhead Stream -f 1 -wi 3 -i 3
# "text-metrics" runs sacreBLEU and NLTK beside, if the Python of PYTHON, or else python3, has them.
# "local-peers" has Jlama beside from JDK 22 on, and the current llama.cpp where npm and Node.js 20 or later can install
# and run it; "remote-peers" downloads LangChain4j and Spring AI.
# "quick" takes seconds and judges no times. "all" leaves the local ones out. They keep models that they have written
# in the temporary directory, about 1 GB in "llmops-benchmarks".
# Ends with a status other than 0 if a check fails.
set -euo pipefail
cd "$(dirname "$0")/.."

what=${1:-}
case $what in
  overhead | streams | cancel | retrieval | remote-overhead | remote-streams | remote-cancel | remote-peers | all) shift ;;
  local-speed | local-peers | local-embeddings | local-storm) shift ;;
  evaluation-million | evaluation-kill | text-metrics | pair-rates) shift ;;
  *)
    sed -n '2,17s/^# \{0,1\}//p' "$0" >&2
    exit 2
    ;;
esac

java=java
[ -z "${JAVA_HOME:-}" ] || java=$JAVA_HOME/bin/java

# The Maven wrapper; where its download does not work, the Maven on the PATH.
maven=${MVN:-./mvnw -B -ntp}
$maven -v >/dev/null 2>&1 || maven="mvn -B -ntp"
$maven -q -pl benchmarks -am process-classes
# Not as an option: with ONNX Runtime 1.29.0, which a profile or an override may bring, a command line of more than about
# 4 KB ends the process with a segmentation fault.
CLASSPATH=benchmarks/target/classes:$(cat benchmarks/target/classpath.txt)
export CLASSPATH

# overhead FILE ARGUMENTS: JMH
overhead() {
  "$java" org.openjdk.jmh.Main -rf text -rff "benchmarks/target/$1.txt" "${@:2}"
}

# program CLASS HEAP ARGUMENTS: a program with its checks
program() {
  "$java" "-Xmx$2" "dev.llmops.benchmarks.$1" "${@:3}"
}

# local_program CLASS HEAP OPTION ARGUMENTS: the same for models in this process; the heap does not change, so that
# what changes is native memory. Where weights are read at the speed of the memory, the pages of the C library are large
# too, with glibc 2.35 and later.
local_program() {
  local pages=glibc.malloc.hugetlb=1
  [ "$3" = -XX:+UseTransparentHugePages ] || pages=glibc.malloc.hugetlb=0
  GLIBC_TUNABLES=${GLIBC_TUNABLES-$pages} "$java" "-Xms$2" "-Xmx$2" "$3" "dev.llmops.benchmarks.local.$1" "${@:4}"
}

# local_peers ARGUMENTS: with the current llama.cpp, of which Node.js has a package, and with Jlama, which computes with
# the vectors of Java, where Maven's profile has added it
local_peers() {
  npm install --prefix benchmarks/llama-cpp --ignore-scripts --omit=optional --no-package-lock --silent >&2 ||
    echo "npm cannot install llama.cpp here" >&2
  case $CLASSPATH in
    *jlama-core*)
      GLIBC_TUNABLES=${GLIBC_TUNABLES-glibc.malloc.hugetlb=1} \
        "$java" -Xms2g -Xmx2g -XX:+UseTransparentHugePages --add-modules jdk.incubator.vector \
        --enable-native-access=ALL-UNNAMED dev.llmops.benchmarks.local.LocalPeersWithJlama "$@"
      ;;
    *) local_program LocalPeers 2g -XX:+UseTransparentHugePages "$@" ;;
  esac
}

remote_streams() {
  local failed=0
  program remote.RemoteStreams 300m || failed=1
  program remote.SlowReader 300m || failed=1
  return $failed
}

remote_cancel() {
  local failed=0
  program remote.RemoteCancel 300m || failed=1
  program remote.RemoteStorm 300m || failed=1
  return $failed
}

# remote_peers ARGUMENTS: beside other libraries, which are built apart, with the dependencies that they ask for
remote_peers() {
  $maven -q -f benchmarks/remote-peers/pom.xml process-classes
  program remote.RemotePeers 256m \
    "benchmarks/remote-peers/target/classes:$(cat benchmarks/remote-peers/target/classpath.txt)" "$@"
}

case $what in
  overhead) overhead overhead "${@:-(Pipeline|Stream)Overhead}" ;;
  remote-overhead) overhead remote-overhead "${@:-RemoteOverhead}" ;;
  remote-streams) remote_streams ;;
  remote-cancel) remote_cancel ;;
  remote-peers) remote_peers "$@" ;;
  local-speed) local_program LocalSpeed 3g -XX:+UseTransparentHugePages "$@" ;;
  local-peers) local_peers "$@" ;;
  local-embeddings) local_program EmbeddingComparison 1g -XX:+UseTransparentHugePages "$@" ;;
  local-storm) local_program LocalStorm 512m -XX:+AlwaysPreTouch "$@" ;;
  evaluation-million) program evaluation.EvaluationMillion 64m "$@" ;;
  evaluation-kill) program evaluation.EvaluationKill 64m "$@" ;;
  text-metrics) "$java" -Xmx1g -XX:+UseSerialGC dev.llmops.benchmarks.text.TextMetricsSpeed "$@" ;;
  pair-rates) program text.PairRates 1g "$@" ;;
  streams) program ConcurrentStreams 300m ;;
  cancel) program CancelStorm 300m ;;
  retrieval) program RetrievalBenchmark 1g ;;
  all)
    failed=0
    overhead overhead Overhead || failed=1
    program ConcurrentStreams 300m || failed=1
    program CancelStorm 300m || failed=1
    program RetrievalBenchmark 1g || failed=1
    remote_streams || failed=1
    remote_cancel || failed=1
    exit $failed
    ;;
esac
