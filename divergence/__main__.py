"""``python -m divergence`` is the command line."""

from divergence.cli import main

if __name__ == "__main__":
    main()
