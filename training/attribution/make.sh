#!/bin/sh
# Train, adapt, then events, export, calibrate and measure: ./make.sh DATA START TOKENIZER SCORER TEXTS OUT WIRE
set -eu
cd "$(dirname "$0")"
python=${PYTHON:-python}
given="--data $1 --start $2 --tokenizer $3 --scorer $4"
texts=$5
out=$6

# glibc gives memory back too eagerly for training on a CPU; keeping it saves page faults.
export MALLOC_MMAP_MAX_=0 MALLOC_TRIM_THRESHOLD_=17179869184 MALLOC_TOP_PAD_=268435456

$python train.py $given --out "$out/first" --epochs 5 --seed 1
$python train.py $given --out "$out/second" --epochs 1 --seed 2 --resume "$out/first/model.pt" \
    --rate 1.5e-4 --head-rate 5e-4 --average 0.98 --from-epoch 1
adapt="--data $1 --own ../../corpus/events/train --texts $texts --tokenizer $3"
$python adapt.py $adapt --resume "$out/second/model.pt" --out "$out/third" --epochs 2 --seed 3
$python adapt.py $adapt --resume "$out/third/model.pt" --out "$out/fourth" --epochs 3 --share 0.25 --repeat 6 --seed 4

# Events are learnt on top, then both are exported and measured together.
../events/make.sh "$1" "$7" "$out/fourth/model.pt" "$3" "$4" "$5" "$out/events"
