"""Help is offered at words of distress, and not at words that only look like them."""

import pytest

from backend.surveys.distress import HELP, sounds_distressed

CALLING = """
J’ai envie de mourir.
Je veux en finir, je n’en peux plus
je ne veux plus vivre
Je pense au suicide tous les soirs
j'ai des idées noires
Je vais me tuer
Je me scarifie
Mon mari me frappe et personne ne m’écoute
Il m’a encore frappée hier
mon ex me menace
J’ai peur de rentrer chez moi
Je suis victime de violences
Il frappe mon fils
Je dors dans ma voiture depuis un mois
JE SUIS À LA RUE
on va être à la rue vendredi
Je ne sais pas où dormir ce soir
je n’ai nulle part où aller
Mes enfants ont faim
je n'ai rien à manger
On n’a pas de quoi manger
Je n’ai pas mangé depuis deux jours
I want to die
I think about killing myself
My husband hits me
he beats me every night
I have nowhere to sleep
We are sleeping in our car, I am homeless
I have nothing to eat
I am hungry
أريد أن أموت
أفكر في الانتحار
زوجي يضربني
أنام في الشارع
أنا جائع ولا شيء للأكل
أَنَا فِي خَطَر
ليس لدي ما آكل
ليس لدي مكان أنام فيه
""".strip().splitlines()

CALM = """
Très bon accueil, merci.
La Maison du Département est dans la rue de la Paix.
J’habite à la rue Victor Hugo
On m’a aidée à sortir de la rue, je ne suis plus à la rue.
Je n’ai plus envie de mourir grâce à vous.
C’était à mourir de rire
Je me tue à le répéter : je veux un CDI
Je veux en finir avec tous ces papiers
Ce qui me frappe, c’est la gentillesse
Je me bats pour mes enfants
Atelier de prévention du suicide très intéressant
Formation sur les violences au travail
J’ai faim d’apprendre
Il faut manger à midi, la cantine est fermée
Elle m’a tapé un courrier
Les délais me tapent sur les nerfs
On manque d’endroits où se former
Je dors mieux depuis
J’ai trouvé un endroit où dormir
The street is far away
He told me everything
I am hungry for knowledge
It beats me why it takes so long
I was not hurt
الخدمة جيدة جدا شكرا
الشارع بعيد
أموت من الضحك
وجدت مكانا للسكن
""".strip().splitlines()


@pytest.mark.parametrize("text", CALLING)
def test_these_words_call_for_help(text: str) -> None:
    assert sounds_distressed(text)


@pytest.mark.parametrize("text", CALM)
def test_these_words_do_not(text: str) -> None:
    assert not sounds_distressed(text)


def test_every_number_says_when_to_call() -> None:
    assert [one.number for one in HELP] == ["3114", "3919", "119", "115", "15", "17", "114", "112"]
    assert all(one.words.endswith(".") for one in HELP)


def test_a_long_text_is_read_quickly() -> None:
    assert not sounds_distressed("je suis très content de ma formation " * 60)
