"""The arguments of `translator model`."""

from __future__ import annotations

from translator.arguments.options import Commands

QUANTIZATIONS = (
    "int8", "int8_float16", "int8_bfloat16", "int8_float32", "int16", "float16", "bfloat16",
    "float32",
)  # fmt: skip
"""How a converted model's weights can be stored; the first is the default."""


def model(commands: Commands) -> None:
    """Add the command `model` with its actions."""
    command = commands.add_parser("model", help="the translation models on this machine")
    actions = command.add_subparsers(title="actions", metavar="ACTION", required=True)
    listing = actions.add_parser("list", help="the models that can be used")
    listing.set_defaults(module="translator.commands.model", function="list_models")
    info = actions.add_parser("info", help="what is known of one model")
    info.set_defaults(module="translator.commands.model", function="show_model")
    info.add_argument(
        "model",
        nargs="?",
        metavar="NAME|DIR",
        help="a name or a folder (default: the one used by default)",
    )
    _pull(actions)
    _convert(actions)


def _pull(actions: Commands) -> None:
    pull = actions.add_parser(
        "pull",
        help="fetch and install a full-size model",
        description="Fetch a model that `translator model list` shows, check and convert it, and "
        "install it among your data. A download that breaks off is gone on from by the same "
        "command. Afterwards nothing is asked of the network.",
    )
    pull.set_defaults(module="translator.commands.model", function="pull_model")
    pull.add_argument("name", metavar="NAME", help="the model's name")
    where = pull.add_mutually_exclusive_group()
    where.add_argument(
        "--from",
        dest="file",
        metavar="FILE",
        help="the model's archive, fetched on another machine; no network is needed",
    )
    where.add_argument(
        "--mirror", metavar="URL", help="the address of a folder that holds the archive"
    )
    known = pull.add_mutually_exclusive_group()
    known.add_argument(
        "--sha256", metavar="HEX", help="the archive's checksum, where none is known here"
    )
    known.add_argument(
        "--trust", action="store_true", help="use an archive of which no checksum is known"
    )


def _convert(actions: Commands) -> None:
    convert = actions.add_parser(
        "convert",
        help="convert a model of Marian, Hugging Face or Argos",
        description="Convert an OPUS-MT release (zip or folder), a Marian .npz beside its "
        "vocabularies, a Hugging Face MarianMT folder, an Argos package or a folder in "
        "CTranslate2's format into a model folder, and test that it translates.",
    )
    convert.set_defaults(module="translator.commands.model", function="convert_model")
    convert.add_argument("source", metavar="SOURCE", help="the file or folder to convert")
    convert.add_argument(
        "-o", "--output", metavar="DIR", required=True, help="the model folder to make"
    )
    convert.add_argument(
        "--quantization",
        choices=QUANTIZATIONS,
        help=f"how weights are stored (default {QUANTIZATIONS[0]})",
    )
    convert.add_argument("--name", help="what outputs call the model (default: DIR's name)")
    convert.add_argument("--version", help="its version (default: the release's date)")
    convert.add_argument("--licence", help="its licence (default: what its files say)")
