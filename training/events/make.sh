#!/bin/sh
# From the attribution weights to the shipped model: ./make.sh DATA WIRE RESUME TOKENIZER SCORER TEXTS OUT
# WIRE: wire reports without annotation (JSON lines). RESUME: the attribution weights, as ../attribution/make.sh leaves them.
set -eu
cd "$(dirname "$0")"
python=${PYTHON:-python}
out=$7
export MALLOC_MMAP_MAX_=0 MALLOC_TRIM_THRESHOLD_=17179869184 MALLOC_TOP_PAD_=268435456

mkdir -p "$out"
$python silver.py "$1/polnear-train.jsonl.gz" "$out/polnear.jsonl" --reports 900
$python silver.py "$2" "$out/wire.jsonl" --reports 2000
given="--data $1 --tokenizer $4 --scorer $5 --texts $6 --dev ../../corpus/dev
    --gold ../../corpus/events/train ../../corpus/events/own --silver $out/polnear.jsonl $out/wire.jsonl"
$python joint.py $given --resume "$3" --out "$out/first" --share 0.4 --silver-share 0.5 --repeat 3 --epochs 1 \
    --head-rate 1.5e-3 --seed 5 --no-attribution
$python joint.py $given --resume "$out/first/model.pt" --out "$out/second" --share 0.2 --silver-share 0.15 --repeat 4 \
    --epochs 2 --rate 2e-4 --head-rate 1.5e-3 --seed 6
$python joint.py $given --resume "$out/second/model.pt" --out "$out/third" --share 0.2 --silver-share 0.1 --repeat 4 \
    --epochs 2 --rate 2.5e-4 --head-rate 1.5e-3 --seed 7
$python joint.py $given --resume "$out/third/model.pt" --out "$out/fourth" --share 0.5 --silver-share 0.1 --repeat 5 \
    --epochs 1 --rate 1.5e-4 --head-rate 8e-4 --seed 8
$python joint.py $given --gold ../../corpus/events/train ../../corpus/events/own ../../corpus/events/wider \
    --resume "$out/fourth/model.pt" --out "$out/fifth" --share 0.4 --silver-share 0.1 --repeat 4 --epochs 1 \
    --rate 1.5e-4 --head-rate 8e-4 --seed 9 --pieces 1536 --average 0.99
cd ../attribution
$python export.py --model "$out/fifth" --tokenizer "$4" --out "$out/final"
$python report.py --model "$out/final" --data "$1" --scorer "$5" --out "$out/RESULTS.json"
