"""Check a pull of the reve by hand: python verify_pull.py receipt.json (what /verify pull shows)."""

import hashlib
import hmac
import json
import sys


class Dice:
    """The stream of one sequence number: four big-endian 64-bit words per HMAC-SHA-256 block."""

    def __init__(self, secret, seq):
        self.secret, self.seq, self.words = secret, seq, []

    def below(self, n):
        while True:
            block, place = divmod(len(self.words), 4)
            data = hmac.digest(self.secret, f"{self.seq}:{block}".encode(), "sha256")
            word = int.from_bytes(data[place * 8 : place * 8 + 8], "big")
            self.words.append(word)
            if word < n * (2**64 // n):
                return word % n


def column_of(dice, weights):
    left, column = dice.below(sum(weights)), 1
    while left >= weights[column - 1]:
        left -= weights[column - 1]
        column += 1
    return column


def check(receipt):
    """Return what is wrong with a receipt, None if nothing is."""
    secret = bytes.fromhex(receipt["secret"])
    if hashlib.sha256(secret).hexdigest() != receipt["commitment"]:
        return "the secret is not the one that was promised"
    dice, (bright, bright_after, dull), (brilliant, brilliant_after, duller) = (
        Dice(secret, receipt["seq"]),
        receipt["bright"],
        receipt["brilliant"],
    )
    for shown in receipt["results"]:
        due = brilliant if duller + 1 >= brilliant_after else bright if dull + 1 >= bright_after else None
        column = due or column_of(dice, receipt["weights"])
        elements = receipt["species"].get(str(receipt["tiers"][column - 1]), [[]])
        species = elements[dice.below(len(elements))]
        if not species or species[dice.below(len(species))] != shown:
            return f"{shown} does not follow from the words"
        dull, duller = (0 if column >= bright else dull + 1), (0 if column >= brilliant else duller + 1)
    if [f"{word:016x}" for word in dice.words] != receipt["words"]:
        return "the words are not those of the secret"
    return None


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as file:
        fault = check(json.load(file))
    print(fault or "This pull follows from the promised secret, the published odds and nothing else.")
    sys.exit(bool(fault))
