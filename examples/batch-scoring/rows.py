"""Reads a CSV file in chunks, in the types that a model's signature asks for."""

import pandas as pd


class InputError(Exception):
    """The input cannot be scored. The message says where the fault is."""


def check_header(path, columns):
    """Fails before any work when the file is missing or empty, or lacks a column."""
    try:
        first_row = pd.read_csv(path, nrows=1, dtype=str, index_col=False)
    except FileNotFoundError:
        raise InputError(f"there is no file {path}.") from None
    except pd.errors.EmptyDataError:
        raise InputError(f"{path} is empty. It needs a header and rows.") from None
    except (pd.errors.ParserError, UnicodeDecodeError) as error:
        raise InputError(f"{path} is not CSV in UTF-8: {error}") from None
    missing = [name for name in columns if name not in first_row.columns]
    if missing:
        raise InputError(f"{path} lacks columns of the model: {', '.join(missing)}.")
    if first_row.empty:
        raise InputError(f"{path} has a header and no rows: nothing to score.")


# region: types
def read_chunks(path, columns, chunk_rows):
    """Yields each chunk twice: as the file's text, and as model input."""
    try:
        for chunk in pd.read_csv(
            path,
            dtype=str,
            keep_default_na=False,
            index_col=False,
            chunksize=chunk_rows,
        ):
            inputs = pd.DataFrame(index=chunk.index)
            for name, dtype in columns.items():
                inputs[name] = to_type(chunk[name], dtype, path)
            yield chunk, inputs
    except (pd.errors.ParserError, UnicodeDecodeError) as error:
        reason = str(error).strip()
        raise InputError(f"{path} is not CSV in UTF-8: {reason}") from None


def to_type(texts, dtype, path):
    """A column in the signature's type. To pandas, 13 is an integer."""
    if dtype.kind not in "if":
        return texts
    numbers = pd.to_numeric(texts, errors="coerce")
    bad = numbers.isna() if dtype.kind == "f" else numbers.mod(1).ne(0)
    if bad.any():
        row = bad.idxmax()
        wanted = "number" if dtype.kind == "f" else "whole number"
        place = f"{path}, row {row + 1}, column {texts.name}"
        raise InputError(f"{place}: {texts[row]!r} is not a {wanted}.")
    return numbers.astype(dtype)


# endregion: types
