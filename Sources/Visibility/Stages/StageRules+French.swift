extension StageRules {
    static let french = [
        StageRule(
            .comparison,
            """
            vs, versus, compar*, différence*, alternative*, mieux que, meilleur que, meilleure que, moins cher que,
            plutôt que, au lieu de, similaire* à, équivalent*, concurrent*, choisir entre, lequel … entre, mieux … ou,
            ^? ou ?, lequel choisir
            """),
        StageRule(
            .support,
            """
            résili*, annul*, rembours*, service client, contacter, mot de passe, mon compte, ma commande, mon abonnement,
            mon forfait, se connecter, ne fonctionne pas, ne marche pas, erreur, ma facture
            """),
        StageRule(
            .recommendation,
            """
            recommand*, conseil*, suggér*, ^y a t il, ^existe t il, cherche, devrais je, dois je, faut il, comment choisir,
            comment trouver, quel* … meilleur*, qui … meilleur*, ai je besoin
            """),
        StageRule(
            .price,
            """
            prix, tarif, tarifs, coût, coûts, coûte, coûtent, combien, promo, promotion, code promo, remise, essai gratuit,
            démo, devis, gratuitement
            """),
        StageRule(.purchase, "acheter, achat, commander, où trouver, près de chez moi, en stock, réserver, à vendre"),
        StageRule(.exploration, "^qu est ce, ^c est quoi, ^qu appelle"),
        StageRule(
            .assessment,
            """
            avis, test, fiable*, arnaque, vaut le coup, vaut il le coup, vaut elle le coup, vaut la peine, vaut il la peine,
            avantages et inconvénients, pour et le contre, pour et contre, inconvénients, sérieux, sérieuse, opinion*,
            que vaut, que valent, que pense*, retours d expérience, ^est, est il, est elle, est ce que, ^peut on
            """),
        StageRule(
            .recommendation,
            """
            meilleur, meilleure, meilleurs, meilleures, top, ^quel, ^quelle, pas cher, pas chère, abordable*, idéal*, idées,
            astuces, logiciel pour, outil pour, outils pour, application pour, bon … pour, bonne … pour
            """),
        StageRule(.usage, "comment utiliser, comment se servir, comment configurer, comment installer"),
        StageRule(
            .exploration,
            """
            ^que, ^quoi, ^à quoi, ^quels, ^quelles, ^comment, ^pourquoi, ^qui, ^quand, ^où, définition, expliqu*, signifi*,
            guide, exemples, avantages, fonctionnement, comprendre, types de, causes
            """),
    ]
}
