#!/usr/bin/env python3
"""Prints how two results of bench_api.py compare: ratios.py REFERENCE.json OURS.json"""
import json
import sys


def main():
    reference, ours = (json.load(open(path)) for path in sys.argv[1:3])
    print(f"{'figure':34} {'reference':>12} {'ours':>12} {'ratio':>8}")
    rows = [("ingest chars/s", reference["ingest"]["chars_per_s"], ours["ingest"]["chars_per_s"], False)]
    for name in reference:
        if name == "ingest" or name not in ours:
            continue
        rows.append((name + " per s", reference[name]["per_s"], ours[name]["per_s"], False))
        rows.append((name + " p50 ms", reference[name]["p50_ms"], ours[name]["p50_ms"], True))
    for name, a, b, less_is_better in rows:
        ratio = a / b if less_is_better else b / a
        print(f"{name:34} {a:12.2f} {b:12.2f} {ratio:7.1f}x")


if __name__ == "__main__":
    main()
