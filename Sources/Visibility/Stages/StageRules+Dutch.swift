extension StageRules {
    static let dutch = [
        StageRule(
            .comparison,
            """
            vs, versus, vergelijk*, verschil, verschillen, alternatief, alternatieven, beter dan, goedkoper dan,
            in plaats van, vergelijkbaar*, concurrent*, kiezen tussen, wat is beter, welke is beter, beter … of, kiezen … of,
            overstappen van
            """),
        StageRule(
            .support,
            """
            opzeggen, annuleren, terugbetal*, geld terug, retour*, klantenservice, contact opnemen, inloggen, login,
            wachtwoord, mijn account, mijn bestelling, mijn abonnement, mijn factuur, werkt niet, doet het niet, foutmelding,
            storing
            """),
        StageRule(
            .recommendation,
            """
            aanraden, aanrader*, aanbevel*, aanbeveling*, adviseer*, advies, ^is er, ^zijn er, ik zoek, op zoek naar,
            moet ik, zou ik, hoe kies ik, hoe vind ik, waar moet ik op letten, heb ik … nodig, ik heb … nodig, welke … best*,
            wat is de beste, wat is het beste, wat zijn de beste, wie … beste, tips
            """),
        StageRule(
            .price,
            """
            prijs, prijzen, kost, kosten, hoeveel kost, tarief, tarieven, korting*, kortingscode, aanbieding*, proefversie,
            proefperiode, gratis proberen, demo, offerte
            """),
        StageRule(.purchase, "kopen, koop, bestellen, waar vind ik, in de buurt, te koop, boeken, huren"),
        StageRule(
            .assessment,
            """
            ervaring*, review, reviews, beoordeling*, recensie*, mening*, betrouwba*, oplichting, de moeite waard, waard,
            voor en nadelen, voordelen en nadelen, nadelen, klachten, hoe goed, hoe veilig, ^is, ^zijn, ^heeft, ^kan ik
            """),
        StageRule(
            .recommendation,
            """
            beste, top, ^welke, goedkoop, goedkope, goedkoopste, betaalbare, populairste, ideeën, goede … voor, goed … voor,
            software voor, tool voor, tools voor, app voor, geschikt*
            """),
        StageRule(.usage, "hoe gebruik ik, hoe installeer ik, hoe stel ik, instellen, installeren, handleiding"),
        StageRule(
            .exploration,
            """
            ^wat, ^hoe, ^waarom, ^wie, ^wanneer, ^waar, ^waarvoor, leg … uit, uitleg, beteken*, definitie, gids, voorbeelden,
            voordelen, soorten, oorzaken
            """),
    ]
}
