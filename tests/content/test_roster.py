"""Elements, tiers and species are those of the game's tables."""

from collections import Counter
from pathlib import Path

from reve.content.loading import load_catalogue, load_pack
from reve.content.models import ElementsFile, TiersFile
from reve.content.report import check
from reve.game.catalogue import Catalogue

ELEMENTS = """
inferno 🔥  ee4b2b 65/10/25 verdant 1,4
verdant 🌿  355e3b 35/35/30 abyssal 1,2
abyssal 🌊  191970 30/25/45 inferno 1,1
tempest 🌪️ 818589 55/20/25 radiant 2,6
umbral  🌑  36454f 70/8/22  tempest 2,5
radiant ✨  fff8dc 40/25/35 umbral  2,3
"""

TIERS = """
1  I     Common         45          64          1000    85 1 808080
2  II    Uncommon       110         157         1600    82 1 40e0d0
3  III   Rare           300         428         2600    79 1 00ff00
4  IV    Epic           900         1285        4100    76 1 0099ff
5  V     Mythic         3000        4285        6600    73 2 9932cc
6  VI    Celestial      11000       15714       10000   70 2 6a5acd
7  VII   Divine         37500       53571       17000   67 2 ffd700
8  VIII  Primal         130000      185714      27000   64 2 b22222
9  IX    Sovereign      475000      678571      43000   61 3 daa520
10 X     Astral         1600000     2285714     69000   58 3 4169e1
11 XI    Ethereal       5500000     7857142     110000  55 3 9370db
12 XII   Transcendent   19500000    27857142    180000  52 3 e6e6fa
13 XIII  Empyrean       65000000    92857142    280000  50 4 ff1493
14 XIV   Absolute       230000000   328571428   450000  48 4 c0c0c0
15 XV    Genesis        800000000   1142857142  720000  46 4 00ced1
16 XVI   Legendary      2750000000  3928571428  1200000 43 4 ff4500
17 XVII  Void           9500000000  13571428571 1800000 40 4 1c1c1c
18 XVIII Singularity    33000000000 47142857142 3000000 -  4 ffffff
"""

LEADERS = {
    "inferno": [("attack", 500, 80), ("energy_interval", 5_000, 2_000)],
    "verdant": [("defense", 800, 100), ("revies", 500, 50)],
    "abyssal": [("health", 500, 80), ("capture", 200, 20)],
    "tempest": [("energy_interval", 3_000, 1_500), ("stamina_interval", 2_000, 1_000)],
    "umbral": [("attack", 1_200, 150), ("defense", -500, -30)],
    "radiant": [("defense", 600, 80), ("fusion", 500, 30)],
}

ORDER = ("inferno", "verdant", "abyssal", "tempest", "umbral", "radiant")

SPECIES = """
Blazeblob, Emberjaw | Muddroot, Boulderback, Verdiant | Droozle, Crysthide | Jelune, Mistral | Gloomb, Cyghost | Shynix, Halobit
Emberwolf, Sootling | Thornpup, Brambit | Frostpup, Puddlefin | Stormcub, Zephlet | Shadowcub, Duskmote | Glowpup, Candlimp
Cinderbolt, Kilnhide | Mossback, Rootmaul | Frostcrag, Brinehorn | Geargrind, Gustwing | Voidstone, Gnawgrim | Prismheart, Solmane, Packhorn
Brutusk, Ashmantle | Skargan, Oakenjaw | Marrowtide, Coralord | Voltarn, Skyrend | Dreadhorn, Murkfang | Lucentaur, Dawnpelt
Magmaroth, Cindermane | Sylvarok, Briarqueen | Deepmaw, Rimecoil | Thundrake, Galeheart | Noctivane, Gravewing | Auricorn, Sunspire
Flameheart | Thornguard | Tidecaller | Stormcaller | Voidwalker, Bonegnash | Lightbringer
Pyrelith | Eldergrove | Leviasong | Skyharrow | Eclipsane | Haloryn
Calderax | Wildmother | Krakendor | Squallord | Nightshade | Solarch
Emberregent | Bloomregent | Tideregent | Stormregent | Gloomregent | Dawnregent
Novaryx | Astrabloom | Nebulune | Cometail | Umbrastra | Starwarden
Wispyre | Faelorn | Mistwyrm | Skyveil | Shadelace | Glimmersoul
Ignivar | Arbormind | Deepchoir | Zephyrax | Nullveil | Clarion
Pyrarch | Florarch | Tidarch | Stormarch | Gloamarch | Lumarch
Pyraxis | Thornwarden | Glacivern, Frostcoil | Azurewing | Duskbreaker, Voidreaper | Radiara, Seraphim
Firstflame | Firstseed | Firsttide | Firstgale | Firstnight | Firstlight
Ruby, Wrathbringer | Rose, Thornmaiden | Nerida, Deepcurrent | Luna, Hexweaver | Mortessa | Aurora, Dawnbreaker
Voria | Sylvara | Oceania | Storia | Verdinia, Voidwhisper | Lumensis
Pyroclasm | Rosalia | Thalassa | Tempesta | Nethyra | Lumina
"""  # noqa: E501

STATS = """
41/6/16 | 22/22/19 | 19/16/28 | 35/12/16 | 44/5/14 | 25/16/22
102/15/39 | 54/54/47 | 47/39/70 | 86/31/39 | 109/12/34 | 62/39/54
278/42/107 | 149/149/128 | 128/107/192 | 235/85/107 | 299/34/94 | 171/107/149
835/128/321 | 449/449/385 | 385/321/578 | 706/257/321 | 899/102/282 | 514/321/449
2785/428/1071 | 1499/1499/1285 | 1285/1071/1928 | 2356/857/1071 | 2999/342/942 | 1714/1071/1499
10214/1571/3928 | 5499/5499/4714 | 4714/3928/7071 | 8642/3142/3928 | 10999/1257/3457 | 6285/3928/5499
34821/5357/13392 | 18749/18749/16071 | 16071/13392/24106 | 29464/10714/13392 | 37499/4285/11785 | 21428/13392/18749
120714/18571/46428 | 64999/64999/55714 | 55714/46428/83571 | 102142/37142/46428 | 129999/14857/40857 | 74285/46428/64999
441071/67857/169642 | 237499/237499/203571 | 203571/169642/305356 | 373214/135714/169642 | 474999/54285/149285 | 271428/169642/237499
1485714/228571/571428 | 799999/799999/685714 | 685714/571428/1028571 | 1257142/457142/571428 | 1599999/182857/502857 | 914285/571428/799999
5107142/785714/1964285 | 2749999/2749999/2357142 | 2357142/1964285/3535713 | 4321428/1571428/1964285 | 5499999/628571/1728571 | 3142856/1964285/2749999
18107142/2785714/6964285 | 9749999/9749999/8357142 | 8357142/6964285/12535713 | 15321428/5571428/6964285 | 19499999/2228571/6128571 | 11142856/6964285/9749999
60357142/9285714/23214285 | 32499999/32499999/27857142 | 27857142/23214285/41785713 | 51071428/18571428/23214285 | 64999999/7428571/20428571 | 37142856/23214285/32499999
213571428/32857142/82142857 | 114999999/114999999/98571428 | 98571428/82142857/147857142 | 180714285/65714285/82142857 | 229999999/26285714/72285714 | 131428571/82142857/114999999
742857142/114285714/285714285 | 399999999/399999999/342857142 | 342857142/285714285/514285713 | 628571428/228571428/285714285 | 799999999/91428571/251428571 | 457142856/285714285/399999999
2553571428/392857142/982142857 | 1374999999/1374999999/1178571428 | 1178571428/982142857/1767857142 | 2160714285/785714285/982142857 | 2749999999/314285714/864285714 | 1571428571/982142857/1374999999
8821428571/1357142857/3392857142 | 4749999999/4749999999/4071428571 | 4071428571/3392857142/6107142856 | 7464285714/2714285714/3392857142 | 9499999999/1085714285/2985714285 | 5428571428/3392857142/4749999999
30642857142/4714285714/11785714285 | 16499999999/16499999999/14142857142 | 14142857142/11785714285/21214285713 | 25928571428/9428571428/11785714285 | 32999999999/3771428571/10371428571 | 18857142856/11785714285/16499999999
"""  # noqa: E501


def rows(table: str) -> list[list[str]]:
    """The cells of a table whose columns are parted by bars."""
    return [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]


def test_elements_are_those_of_the_table(catalogue: Catalogue) -> None:
    models = load_pack()[ElementsFile].elements

    found = []
    for id_, one in models.items():
        shares = f"{one.shares.attack}/{one.shares.defense}/{one.shares.health}"
        turn = f"{one.pvp.stage},{one.pvp.initiative}"
        found.append([id_, one.emoji, one.colour, shares, one.strong_against, turn])
    assert found == [line.split() for line in ELEMENTS.strip().splitlines()]
    assert list(catalogue.elements) == list(ORDER)
    assert catalogue.elements["umbral"].colour == 0x36454F


def test_leaders_give_what_the_table_says(catalogue: Catalogue) -> None:
    found = {
        one.id: [(line.bonus, line.base, line.step) for line in one.leader]
        for one in catalogue.elements.values()
    }

    assert found == LEADERS


def test_tiers_are_those_of_the_table(catalogue: Catalogue) -> None:
    found = []
    for number, one in load_pack()[TiersFile].tiers.items():
        odds = "-" if one.fusion_bp is None else str(one.fusion_bp // 100)
        total = one.base_attack * 10 // 7
        row = [number, one.numeral, one.name, one.base_attack, total, one.cost, odds]
        found.append([str(cell) for cell in (*row, one.relic_slots, one.colour)])

    assert found == [line.split() for line in TIERS.strip().splitlines()]
    assert [(t.number, t.numeral, t.name) for t in catalogue.tiers.values()] == [
        (int(row[0]), row[1], row[2]) for row in found
    ]
    assert catalogue.tiers[18].colour == 0xFFFFFF


def test_every_species_of_the_table_is_there_in_its_order(catalogue: Catalogue) -> None:
    named = {
        (tier, element): cell.split(", ")
        for tier, row in enumerate(rows(SPECIES), start=1)
        for element, cell in zip(ORDER, row, strict=True)
    }

    found: dict[tuple[int, str], list[str]] = {}
    for one in catalogue.species.values():
        found.setdefault((one.tier, one.element), []).append(one.name)
    assert found == named
    assert all(id_ == one.id == one.name.lower() for id_, one in catalogue.species.items())


def test_there_are_150_species_in_six_elements(catalogue: Catalogue) -> None:
    count = Counter(one.element for one in catalogue.species.values())

    assert [count[element] for element in ORDER] == [24, 25, 25, 24, 26, 26]
    assert count.total() == 150


def test_stats_are_those_of_the_table(catalogue: Catalogue) -> None:
    table = rows(STATS)

    for one in catalogue.species.values():
        due = table[one.tier - 1][ORDER.index(one.element)]
        assert f"{one.attack}/{one.defense}/{one.health}" == due, one.name


def test_a_tier_is_drawn_by_element_and_then_by_species(catalogue: Catalogue) -> None:
    assert catalogue.pools[3] == (
        ("cinderbolt", "kilnhide"),
        ("mossback", "rootmaul"),
        ("frostcrag", "brinehorn"),
        ("geargrind", "gustwing"),
        ("voidstone", "gnawgrim"),
        ("prismheart", "solmane", "packhorn"),
    )
    assert all(len(pool) == 6 for pool in catalogue.pools.values())


def test_every_description_tells_of_one_esprit_only(catalogue: Catalogue) -> None:
    names = {one.name.lower() for one in catalogue.species.values()}
    told = Counter(
        " ".join(word for word in one.description.lower().split() if word.strip(".,:;!?'") not in names)
        for one in catalogue.species.values()
    )

    assert [text for text, count in told.items() if count > 1] == []
    assert all(30 <= len(one.description) <= 200 for one in catalogue.species.values())


def test_the_shipped_pack_has_no_faults() -> None:
    report = check()

    assert report.ok
    assert report.counts == {
        "elements": 6,
        "tiers": 18,
        "species": 150,
        "items": 17,
        "classes": 3,
        "titles": 19,
        "achievements": 30,
        "codex sets": 22,
    }
    assert (report.name, report.version) == ("First Dreams", 1)


def test_a_file_of_species_may_have_any_name(copy: Path, catalogue: Catalogue) -> None:
    (copy / "species" / "inferno.yaml").rename(copy / "species" / "zz_of_fire.yaml")

    assert list(load_catalogue(copy).species) == list(catalogue.species)
