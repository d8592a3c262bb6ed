#!/bin/sh
# A tagger made from openly licensed text only, and what it costs: ./open.sh DATA START TOKENIZER SCORER TEXTS OUT
# It learns from MiniLM's published weights and the reports of corpus/events (CC BY); PolNeAR only measures it.
set -eu
cd "$(dirname "$0")"
python=${PYTHON:-python}
export MALLOC_MMAP_MAX_=0 MALLOC_TRIM_THRESHOLD_=17179869184 MALLOC_TOP_PAD_=268435456

mkdir -p "$6"
$python ../events/joint.py --data "$1" --start "$2" --tokenizer "$3" --scorer "$4" --texts "$5" --dev ../../corpus/dev \
    --gold ../../corpus/events/train ../../corpus/events/own --out "$6/open" --pieces 1536 --repeat 2 --epochs 8 \
    --rate 3e-4 --head-rate 1.5e-3 --average 0.99 --seed 11 --no-attribution
$python export.py --model "$6/open" --tokenizer "$3" --out "$6/final" --name open-minilm-l6
$python report.py --model "$6/final" --data "$1" --scorer "$4" --accept 0.6 --uncalibrated --out "$6/RESULTS.json"
