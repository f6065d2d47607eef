#!/usr/bin/env bash
# Checks the library against a folder of data, with the java of JAVA_HOME, or else of the PATH:
#
#   benchmarks/conformance.sh recordings DIR      recorded traffic of providers; a row each
#   benchmarks/conformance.sh templates DIR       chat templates and what they must render; a row per file
#   benchmarks/conformance.sh metrics DIR         texts and the numbers that reference tools give; a row per file
#
# Prints what failed, a table, and "N passed, M failed" last. Ends with a status other than 0 if anything failed.
set -euo pipefail
cd "$(dirname "$0")/.."

what=${1:-}
folder=${2:-}
case $what in
  recordings)
    module=llmops-providers/llmops-remote
    program=dev.llmops.remote.conformance.RecordingConformance
    needed=index.json
    ;;
  templates)
    module=llmops-template
    program=dev.llmops.template.conformance.TemplateConformance
    needed="*.jsonl"
    ;;
  metrics)
    module=llmops-eval
    program=dev.llmops.eval.conformance.MetricsConformance
    needed="*.jsonl"
    ;;
  *)
    folder=""
    ;;
esac
if [ -z "$folder" ]; then
  sed -n '2,8s/^# \{0,1\}//p' "$0" >&2
  exit 2
fi
compgen -G "$folder/$needed" >/dev/null || { echo "$folder has no $needed" >&2; exit 2; }
folder=$(cd "$folder" && pwd)

java=java
[ -z "${JAVA_HOME:-}" ] || java=$JAVA_HOME/bin/java

# The Maven wrapper; where its download does not work, the Maven on the PATH.
maven=${MVN:-./mvnw -B -ntp}
$maven -v >/dev/null 2>&1 || maven="mvn -B -ntp"
$maven -q -pl "$module" -am process-test-classes >&2

"$java" -cp "$module/target/test-classes:$module/target/classes:$(cat "$module/target/test-classpath.txt")" "$program" "$folder"
