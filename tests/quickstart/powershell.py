"""Parses PowerShell from standard input. Writes the commands and the variables that it sets, as JSON."""

import json
import sys

import tree_sitter_powershell
from tree_sitter import Language, Parser

source = sys.stdin.buffer.read()
root = Parser(Language(tree_sitter_powershell.language())).parse(source).root_node


def nodes(node):
    yield node
    for child in node.children:
        yield from nodes(child)


def text(node):
    return source[node.start_byte : node.end_byte].decode()


broken = [f"line {node.start_point.row + 1}" for node in nodes(root) if node.is_error or node.is_missing]
if broken:
    sys.exit(f"This isn't PowerShell: {', '.join(broken)}")
print(
    json.dumps(
        {
            "commands": [text(node) for node in nodes(root) if node.type == "command_name"],
            "variables": [
                text(node) for node in nodes(root) if node.type == "left_assignment_expression"
            ],
        }
    )
)
