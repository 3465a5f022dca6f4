"""Tongues: which languages besides English a text is in, by its small words, and which ones a pupil's names tell of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from checks.names.fold import fold_name
from checks.names.pupils import KEPT

_FEW: Final = 4
"""Words of a text of which one is enough to tell its tongue."""


def _names(written: str) -> frozenset[str]:
    return frozenset(written.split())


_LAST_NAMES: Final[Mapping[str, re.Pattern[str]]] = {
    "slavic": re.compile(
        r"(?:[sc]k[iay]|wicz|czyk|[a-z]{3}(?:ak|iuk|czuk|chuk)|[a-z]{2}(?:ova|owa|eva|enko|ovic|evic|ic|cek|sek|arek)|"
        r"nowak|mazur|duda|wrona|krol|zajac|sikora|baran|golab|wojcik|stepien|chmiel|gorka|sroka|pietrzyk|kos|kubik|"
        r"gorski|dudek|bielik|kral|novotny|cerny|maly|vesely|horak|danis|rac|bily|lakatos|ivanov|petrov|georgiev|"
        r"dimitrov|nikolov|stoyanov|todorov|[a-z]{3}(?:ov|ev|yuk|ych|chenko))"
    ),
    "baltic": re.compile(
        r"[a-z]+(?:aite|iene|yte|ute|auskas|evicius|avicius|unas|enas|onis|aitis|nins|zins|olins|ckis|skas)"
    ),
    "romanian": re.compile(
        r"(?:[a-z]+(?:escu|eanu|oiu|aru)|popa|radu|rusu|ciobanu|moldovan|lupu|ungureanu|dumitru|stoica|stan|balan|nistor|"
        r"rotaru|cojocaru|iordache|gheorghe|florea|dobre|tudor|barbu|dinu|ene|ilie|sandu|marin)"
    ),
    "iberian": re.compile(
        r"(?:da|de|do|dos|del)? ?(?:[a-z]{3,}(?:ez|eira|eiro|inho)|silva|santos|costa|pereira|"
        r"sousa|souza|gomes|lopes|alves|"
        r"martins|almeida|carvalho|rodrigues|fernandes|goncalves|marques|pinto|freitas|garcia|cardoso|nunes|mendes|"
        r"rocha|dias|moura|barbosa|araujo|melo|correia|neves|ramos|reis|faria|castro|torres|flores|moreno|ortiz|romero|"
        r"ruiz|navarro|molina|delgado|cruz|reyes|tavares|andrade|vaz|serrano|vieira|antunes|simoes|magalhaes|miranda)"
    ),
    "italian": re.compile(
        r"(?:[a-z]{3,}(?:ini|etti|elli|ucci|oni|acci|ello|illo|etto)|rossi|russo|ferrari|bianchi|"
        r"esposito|ricci|marino|greco|conti|bruno|gallo|costa|fulgoni|caruso|serra|vitale|rizzo|leone|longo|ferri|villa|moretti|barbieri|lombardi)"
    ),
    "hungarian": re.compile(
        r"(?:nagy|kovacs|toth|szabo|horvath|varga|kiss|molnar|nemeth|farkas|balogh|papp|takacs|juhasz|lakatos|racz|"
        r"meszaros|olah|simon|fekete|szilagyi|torok|feher|gal|szucs|kocsis|orsos|pinter|fodor|szalai|sipos|magyar|lukacs)"
    ),
    "turkish": re.compile(
        r"(?:[a-z]+oglu|yilmaz|kaya|demir|celik|sahin|yildiz|yildirim|ozturk|aydin|arslan|dogan|kilic|aslan|cetin|kara|"
        r"koc|kurt|ozkan|simsek|polat|korkmaz|ozdemir|erdogan|yavuz|can|acar|tekin|gunes|aktas|bulut|ates|turan|karaca)"
    ),
    "albanian": re.compile(
        r"(?:hoxha|shehu|krasniqi|gashi|berisha|kelmendi|leka|dervishi|prifti|gjoka|bajrami|hasani|morina|[a-z]{2,}aj|"
        r"kola|marku|meta|hysa|cela|hyseni|rexhepi|shala|bytyqi|osmani|sopi|zeqiri|maloku|haxhiu|sula|dushku)"
    ),
    "irish": re.compile(
        r"(?:(?:o|mc|mac|ni|nic|ui) ?[a-z]{3,}|kelly|murphy|byrne|doherty|gallagher|walsh|boyle|duffy|quinn)"
    ),
}
"""Last names, folded, as families of each tongue bear them."""
_FIRST_NAMES: Final[Mapping[str, frozenset[str]]] = {
    "slavic": _names(
        """
        adrianna agata agnieszka alicja alzbeta aleksandra aneta aniela antek antonina antoni bartek bartosz
        blanka bogdan bozena bronislaw cezary dagmara danuta dariusz dawid dominika dorota eliska elzbieta ewa
        ewelina filip franciszek gabriela gosia grzegorz halina hania hanna helena honorata ignacy iga igor
        irena ivana iveta iwona izabela jagoda jakub jan jana janek jarek jaroslav jiri joanna julia kacper
        kamil kamila karol karolina kasia katarina katarzyna katerina kinga klara klaudia kornelia krystian
        krzysztof krystyna ksenia kuba lena leon ludmila lukasz maciej magda magdalena maja maksymilian
        malgorzata marcel marcin marek mariusz marketa marta martyna mateusz matej matous matyas michal
        michalina mikolaj milena milos milosz monika nadia natalia natan nela nikola nikodem nina ola olek
        olga oliwia oliwier oskar patrycja patryk pavel pavla pawel petr petra piotr pola radek radoslaw
        roksana rozalia ryszard sebastian simona slawomir sofia stanislaw stefan sylwia szymon tadeusz tereza
        tomas tomasz tomek tosia tymon tymoteusz urszula vanesa vendula veronika viktoria vojtech wanda
        weronika wiktor wiktoria wojciech wojtek zdenek zofia zosia zuza zuzanna zuzana zuzia oksana solomiya
        olena daryna bohdan andriy taras nazar mykola dmytro yaroslav svitlana iryna kateryna anastasiia
        sofiia mariia yana
        """
    ),
    "baltic": _names(
        """
        ieva gabija emilija ugne austeja liepa kamile urte goda smilte migle lukne jonas matas nojus lukas
        domantas martynas mantas rokas tomas jokubas benas kajus dovydas titas arnas ignas paulius povilas
        vytautas rasa egle ruta aiste agne monika simona akvile vilte elze saule dominykas gustas herkus
        adomas augustas justas nedas rytis tadas zygimantas janis peteris andris martins edgars ilze liga
        inese elina marta evelina kristaps rihards gustavs ralfs anna evija madara sintija zane
        """
    ),
    "romanian": _names(
        """
        ioana andreea mihai mihaela andrei alexandru stefan stefania ionut ion elena cristina cristian
        gheorghe bogdan raluca catalin catalina adina denisa larisa bianca florin florentina vasile mircea
        radu razvan sorin sorina ileana ilinca iulia iulian daria david darius matei luca anastasia antonia
        ana maria marius nicolae octavian ovidiu petru roxana simona teodor teodora tudor valentin viorel vlad
        georgiana ruxandra smaranda sabina
        """
    ),
    "hungarian": _names(
        """
        zoltan laszlo istvan attila balazs bence csaba zsofia zsofi dora eszter reka boglarka anna gergo gabor
        tamas peter levente mate milan dominik noemi kinga katalin ilona erzsebet dorottya luca hanna lili
        """
    ),
}
"""First names, folded, that tell of a tongue by themselves."""


@dataclass(frozen=True, slots=True)
class Tongues:
    """The small words of languages besides English, and words of theirs that are short forms of names."""

    small: Mapping[str, frozenset[str]]
    """Folded word -> the tongues it tells of."""
    words: Mapping[str, frozenset[str]]
    """Folded word of every day that is a short form too -> its tongues."""
    said: Mapping[str, frozenset[str]]
    """Folded word that tells of a tongue where others of it stand beside: some are English as well."""
    names: Mapping[str, frozenset[str]]
    """Folded first name that is a word of every day -> the tongues in which it is one: umut, luz, asha."""
    dear: frozenset[str]
    """Folded words that stand beside a child's name: my, our, brother, well done."""

    def heard(self, source: str, but: str) -> frozenset[str]:
        """Return the tongues that the words of a text tell of; `but` is the name asked about."""
        return frozenset(
            tongue for word in fold_name(source).split() if word != but for tongue in self.small.get(word, ())
        )

    def spoken(self, source: str, but: str) -> frozenset[str]:
        """Return the tongues of which several words stand in a text, in a short one a single word."""
        words = {*fold_name(source).split()} - {but}
        told = Counter(
            tongue for word in words for tongue in self.small.get(word, frozenset()) | self.said.get(word, frozenset())
        )
        least = 1 if len(words) <= _FEW else 2
        return frozenset(tongue for tongue, count in told.items() if count >= least)


def tongues_of(given: Iterable[str], family: Iterable[str]) -> frozenset[str]:
    """Return the tongues that the folded names of a pupil tell of."""
    return frozenset(
        (*(one for name in given for one in _of_first(name)), *(one for name in family for one in _of_last(name)))
    )


@lru_cache(KEPT)
def _of_first(name: str) -> tuple[str, ...]:
    return tuple(tongue for tongue, names in _FIRST_NAMES.items() if name in names)


@lru_cache(KEPT)
def _of_last(name: str) -> tuple[str, ...]:
    return tuple(tongue for tongue, shape in _LAST_NAMES.items() if shape.fullmatch(name))
