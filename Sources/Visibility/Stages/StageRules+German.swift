extension StageRules {
    static let german = [
        StageRule(
            .comparison,
            """
            vs, versus, vergleich*, verglichen, unterschied*, alternative*, besser als, günstiger als, statt, anstelle,
            ähnlich wie, konkurren*, was ist besser, wer ist besser, besser … oder, soll ich … oder, sollte ich … oder,
            ^? oder ?, wechseln von
            """),
        StageRule(
            .support,
            """
            kündig*, kundenservice, kundendienst, hotline, login, einloggen, passwort, mein konto, meine bestellung,
            mein abo, meinen vertrag, rückerstattung, erstatt*, retour*, zurückgeben, funktioniert nicht, geht nicht,
            fehler*, rechnung, support … erreichen
            """),
        StageRule(
            .recommendation,
            """
            empfehl*, empfiehl*, ^gibt es, ich suche, wir suchen, ich brauche, wir brauchen, soll ich, sollte ich,
            sollten wir, worauf … achten, wie finde ich, wie wähle ich, brauche ich, ^was ist das beste, ^was ist der beste,
            ^was ist die beste, ^was sind die besten, ^wer ist der beste, tipps
            """),
        StageRule(
            .price,
            """
            preis, preise, preisliste, kosten, kostet, tarif, tarife, rabatt*, gutschein*, angebot, angebote, gebühr*,
            testversion, probemonat, kostenlos testen, demo, wie teuer
            """),
        StageRule(.purchase, "kaufen, kauf, bestellen, wo bekomme ich, in meiner nähe, in der nähe, buchen, mieten"),
        StageRule(
            .assessment,
            """
            erfahrung*, bewertung*, test, tests, testbericht*, rezension*, meinung*, seriös*, lohnt, vor und nachteile,
            vorteile und nachteile, nachteile, zuverlässig, vertrauen*, betrug, abzocke, taugt, wie gut, wie sicher, kritik,
            ^ist, ^sind, ^hat, ^kann, ^bietet
            """),
        StageRule(
            .recommendation,
            """
            beste, bester, bestes, besten, top, ^welche*, günstig*, billig*, beliebt*, empfehlenswert*, geeignet*,
            gute … für, guter … für, gutes … für, software für, tool für, tools für, app für, anbieter für, ideen
            """),
        StageRule(
            .usage,
            """
            wie benutze ich, wie nutze ich, wie verwende ich, wie richte ich, einrichten, installieren, anleitung
            """),
        StageRule(
            .exploration,
            """
            ^was, ^wie, ^warum, ^wieso, ^weshalb, ^wer, ^wann, ^wo, ^wozu, ^wofür, erklär*, bedeut*, definition, leitfaden,
            beispiele, ratgeber, überblick, vorteile, arten von, ursachen
            """),
    ]
}
