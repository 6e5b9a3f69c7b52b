"""What people type, as they type it, and the solutions that must be on the first page."""

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from backend.catalogue.finding import Search, find
from backend.places.queries import commune_with
from tests.search.asking import (
    ALBI,
    CASTRES,
    CAYENNE,
    GAILLAC,
    GRAULHET,
    KOUROU,
    SAINT_LAURENT,
    names_of,
)

QUERIES = (  # where she is, what she types, what she must find
    (ALBI, "je cherche une nounou", "Garde d’enfants à domicile en horaires décalés"),
    (ALBI, "creches", "Place en crèche pour chercher un emploi"),
    (KOUROU, "kresh", "Accueil en crèche de un à cinq jours"),
    (GAILLAC, "halte garderi", "Halte-garderie à la demi-journée"),
    (CASTRES, "assistante maternel", "Liste des assistantes maternelles"),
    (ALBI, "logeman pas chere", "Chercher un logement avec un travailleur social"),
    (ALBI, "apartement a loué", "Chercher un logement avec un travailleur social"),
    (ALBI, "aide pour payé le loyé", "Garder son logement : loyers impayés"),
    (CAYENNE, "j’arrive plus a payer mon loyer", "Aide pour payer le loyer ou la caution"),
    (ALBI, "lettre d’huissier", "Garder son logement : loyers impayés"),
    (CASTRES, "je dors dehors", "Accueil de nuit et hébergement d’urgence"),
    (ALBI, "permi de conduire", "Auto-école sociale"),
    (ALBI, "payer mon permis", "Aide du Département pour payer le permis"),
    (ALBI, "code de la route", "Réviser le code de la route en ligne"),
    (CASTRES, "ma voiture est en panne", "Garage solidaire : réparer sa voiture"),
    (ALBI, "scouter", "Prêt de scooters et de vélos électriques"),
    (GRAULHET, "covoiturages", "Lignes de covoiturage et transport à la demande"),
    (GAILLAC, "j’ai pas de moyen de transport", "Bilan mobilité : trouver comment se déplacer"),
    (GAILLAC, "apprendre a lire", "Lire, écrire, compter : remise à niveau"),
    (CASTRES, "cour de francais", "Cours de français pour débutants"),
    (CASTRES, "alphabetisation", "Cours de français pour débutants"),
    (ALBI, "aprendre le fransais", "Apprendre le français sur son téléphone"),
    (ALBI, "colis alimentaire", "Colis d’aide alimentaire"),
    (GRAULHET, "a manger", "Épicerie solidaire : faire ses courses à petit prix"),
    (CAYENNE, "epicerie", "Épicerie solidaire de la Crique"),
    (GRAULHET, "vetement pour entretien", "Vestiaire solidaire et tenues d’entretien"),
    (ALBI, "retrouver confiance", "Reprendre confiance : atelier théâtre et voix"),
    (GRAULHET, "je me sens seul", "Jardin partagé"),
    (GRAULHET, "sports", "Sport et sorties pour toutes et tous"),
    (CASTRES, "benevolat", "Devenir bénévole"),
    (ALBI, "creer mon entreprise", "Construire son entreprise pas à pas"),
    (ALBI, "auto entrepreneur", "J’ai une idée d’activité : en parler"),
    (
        ALBI,
        "je sais pas me servir d’internet",
        "Aide par téléphone pour internet et le téléphone",
    ),
    (ALBI, "psy", "Écoute avec une psychologue"),
    (CASTRES, "dantiste", "Trouver un médecin et un dentiste"),
    (CASTRES, "j’ai mal aux dents", "Trouver un médecin et un dentiste"),
    (CASTRES, "trouver un docteur", "Trouver un médecin et un dentiste"),
    (ALBI, "alcol", "Arrêter ou réduire : alcool, cannabis, tabac, jeux"),
    (ALBI, "arrêter de fumer", "Arrêter ou réduire : alcool, cannabis, tabac, jeux"),
    (ALBI, "dossier mdph", "Remplir son dossier MDPH"),
    (ALBI, "j’ai des dettes", "Point conseil budget"),
    (CAYENNE, "surendetement", "Dettes et factures : faire le point"),
    (GRAULHET, "ecrivain publique", "Écrivain public"),
    (ALBI, "mes droits caf", "Bilan de mes droits"),
    (CASTRES, "racisme", "Permanence contre les discriminations"),
    (CASTRES, "demande de nationalité francaise", "Devenir citoyen : nationalité, vote, école"),
    (ALBI, "mon mari me frappe", "Écoute des femmes victimes de violences"),
    (ALBI, "divorse", "Médiation familiale"),
    (CASTRES, "faire mon cv", "Faire son CV et sa lettre de motivation"),
    (CASTRES, "lettre de motivassion", "Faire son CV et sa lettre de motivation"),
    (ALBI, "preparer entretien embauche", "S’entraîner à l’entretien d’embauche"),
    (CASTRES, "cherche du boulot", "Un référent pour retrouver un emploi durable"),
    (ALBI, "métiers qui recrute", "Les métiers qui recrutent dans le Tarn"),
    (SAINT_LAURENT, "formassion batiment", "Formation maçonnerie à Saint-Laurent"),
    (ALBI, "je sors de prison", "Préparer la sortie de prison"),
    (CASTRES, "maman agée besoin de repos aidant", "Une journée de répit pour les aidants"),
    (ALBI, "سكن", "Chercher un logement avec un travailleur social"),
    (ALBI, "driving licence", "Auto-école sociale"),
)


def test_there_are_fifty() -> None:
    assert len({words for _, words, _ in QUERIES}) >= 50


@pytest.mark.parametrize(("commune", "words", "expected"), QUERIES, ids=lambda value: value[:40])
def test_what_is_typed_finds_what_is_meant(
    shelf: Session, commune: str, words: str, expected: str
) -> None:
    here = commune_with(shelf, commune)

    found = find(shelf, Search(words, commune=here, distance_km=50))

    assert expected in names_of(found), found.understood


def test_both_engines_say_the_same(shelf: Session, catalogue: Engine) -> None:
    """Each engine is held to one answer, written down here by their names and their order."""
    lines: list[tuple[object, ...]] = []
    for commune, words, _ in QUERIES:
        found = find(shelf, Search(words, commune=commune_with(shelf, commune)))
        lines.append((words, found.total, *names_of(found)))
    SAID[catalogue.dialect.name] = lines
    assert all(said == lines for said in SAID.values())


SAID: dict[str, list[tuple[object, ...]]] = {}
