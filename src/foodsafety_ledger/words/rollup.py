"""What ``extract`` and ``rollup`` say."""

from foodsafety_ledger.words import read_texts

TEXTS = read_texts("""
extract-folder: 汇总文件夹：写入其中的 year=…/district=…/<安排>.parquet
    The folder of extracts: year=…/district=…/<plan>.parquet is written in it
extracted: 已写入 {path}，{rows} 行；旁边的 .json 是它的清单
    wrote {path}, {rows} rows; the .json beside it is its manifest
""")
