extension SentimentLexicon {
    static let german = SentimentLexicon(
        code: "de",
        strongPraise: """
            hervorragend*, ausgezeichnet*, exzellent*, erstklassig*, herausragend*, großartig*, fantastisch*, phantastisch*, perfekt*,
            brillant*, überragend*, makellos*, unschlagbar*, unübertroffen*, einzigartig*, vorbildlich*, spitze, spitzen*, top,
            testsieger*, sehr gut, sehr gute, sehr guter, sehr gutes, sehr guten, weltklasse, marktführer*, marktführend*, führend*,
            beste wahl, klare empfehlung, absolut empfehlenswert, rundum zufrieden, begeister*, sensationell*, tadellos*, einwandfrei*
            """,
        praise: """
            gut, gute, guter, gutes, guten, gutem, beste, bester, bestes, besten, bestem, am besten, toll*, schön*, prima, super, klasse,
            solide*, zuverlässig*, verlässlich*, vertrauenswürdig*, seriös*, stabil*, robust*, sicher, sichere, sicherer, sicheres,
            sicheren, schnell*, flott*, zügig*, reibungslos*, flüssig*, intuitiv*, benutzerfreundlich*, nutzerfreundlich*,
            bedienerfreundlich*, anwenderfreundlich*, einfach, einfache, einfacher, einfaches, einfachen, leicht, leichte, leichtes,
            leichten, mühelos*, unkompliziert*, übersichtlich*, verständlich*, praktisch*, bequem*, komfortabel*, angenehm*, flexib*,
            vielseitig*, leistungsstark*, leistungsfähig*, mächtig*, umfangreich*, umfassend*, vollständig*, ausgereift*, durchdacht*,
            modern*, elegant*, hübsch*, ansprechend*, attraktiv*, freundlich*, höflich*, hilfsbereit*, hilfreich*, kompetent*,
            professionell*, ehrlich*, transparent*, fair*, großzügig*, günstig*, preiswert*, preisgünstig*, erschwinglich*, bezahlbar*,
            kostengünstig*, wirtschaftlich*, gutes preis leistungs verhältnis, preis leistungs sieger, hochwertig*, langlebig*, haltbar*,
            strapazierfähig*, wasserdicht*, präzise*, genau*, effizient*, effektiv*, wirksam*, innovativ*, clever*, stark, starke, starker,
            starkes, starken, stärke*, beliebt*, geschätzt*, gelobt, bewährt*, renommiert*, angesehen*, etabliert*, ideal*, geeignet*,
            empfehlenswert*, empfohlen*, lohnenswert*, lohnend*, zufrieden*, glücklich*, erfreu*, vorteil*, erfolgreich*, gewinn*,
            sauber*, gründlich*, sorgfältig*, gepflegt*, klar, übersichtlichkeit, pluspunkt*, gut dokumentiert, punktet, überzeugend*,
            zeitsparend*, spart zeit, problemlos*, pünktlich*, leise*, lecker*, frisch*, nachhaltig*, positiv*, stilvoll*, passgenau*,
            gute wahl, zu empfehlen, sehr zu empfehlen, geheimtipp*, favorit*, liebling*, lieblings*, atmungsaktiv*, kinderleicht*,
            lässt keine wünsche offen, hält was, verspricht viel, bietet mehr, bieten mehr, kompetenz, kundenfreundlich*, kulant*
            """,
        blame: """
            schlecht*, schwach*, schwäche*, langsam*, träge*, umständlich*, kompliziert*, komplex*, unübersichtlich*, verwirrend*,
            schwierig*, schwer, schwere, schwerfällig*, mühsam*, frustrier*, ärgerlich*, nervig*, nervt, enttäusch*, fehlend*, fehlt,
            fehlen, mangel*, mängel*, vermisse*, begrenzt*, eingeschränkt*, einschränkung*, veraltet*, altmodisch*, überholt*, fehlerhaft*,
            fehleranfällig*, fehler, bugs, absturz*, abstürz*, stürzt, abgestürzt, instabil*, unzuverlässig*, ausfall*, ausfäll*,
            störung*, störanfällig*, versag*, kaputt*, defekt*, teuer*, teuere*, teure*, kostspielig*, überteuert*, versteckte kosten,
            versteckte gebühren, hohe kosten, hohe gebühren, hoher preis, hohe preise, hohen preis*, steile lernkurve, nachteil*,
            minuspunkt*, kritik*, kritisier*, bemängel*, beschwer*, beklag*, klagen, problem*, ärger*, leider, unzufrieden*,
            unfreundlich*, unhöflich*, inkompetent*, nachlässig*, schlampig*, ungenau*, ineffizient*, unflexib*, starr*, unsicher*,
            datenleck*, sicherheitslücke*, riskant*, risiko*, fragwürdig*, zweifelhaft*, unseriös*, irreführend*, dubios*, laut,
            sperrig*, unbequem*, unangenehm*, hässlich*, überladen*, überfordert*, ungeeignet*, unzureichend*, ungenügend*, mittelmäßig*,
            mangelhaft*, dürftig*, lässt zu wünschen übrig, lassen zu wünschen übrig, zu wünschen übrig, verspät*, verzöger*,
            lange lieferzeit*, langen lieferzeit*, lange wartezeit*, langen wartezeit*, lieferproblem*, negativ*, verschlechter*,
            minderwertig*, unbrauchbar*, gewöhnungsbedürftig*, drückt, rutscht, löst sich, löst sich schnell, löste sich, schmutzig*, undicht*, billig verarbeitet,
            schlecht verarbeitet, abzocke*, abgezockt, unausgereift*, unpraktisch*, ruckelt, hakt, kratzt, quietscht, raten wir ab, rate ich ab, rät ab,
            raten davon ab, abzuraten, vernachlässigt*, stinkt
            """,
        strongBlame: """
            furchtbar*, schrecklich*, katastroph*, grauenhaft*, miserabel*, miserable*, schlechteste*, unterirdisch*, nutzlos*, wertlos*,
            betrug*, betrüg*, inakzeptab*, unzumutbar*, desaströs*, desaster, reinfall, finger weg, schrott, lausig*, mies, miese*, mieser
            """,
        better: """
            besser*, schneller*, günstiger*, billiger*, einfacher als, leichter*, sicherer als, stärker*, bequemer*, angenehmer*,
            zuverlässiger*, preiswerter*, robuster*, flexibler*, moderner*, übersichtlicher*, intuitiver*, haltbarer*, leiser*, überlegen,
            umfangreicher*, benutzerfreundlicher*, freundlicher*, eleganter*, hochwertiger*, schöner*, präziser*, effizienter*
            """,
        worse: """
            schlechter*, langsamer*, teurer*, schwächer*, komplizierter*, umständlicher*, unübersichtlicher*, schwerer als, lauter als,
            unzuverlässiger*, schwieriger*, träger als, anfälliger*
            """,
        recommending: """
            empfehle, empfehlen, empfiehlt, empfahl*, lieben, liebt, loben, lobt, schätzen, schätzt, vorziehen,
            mag, mögen
            """,
        preferring: "bevorzuge, bevorzugen, bevorzugt",
        choosing: "rate zu, raten zu, wählen sie, nehmen sie, greifen sie zu, entscheiden sie sich für, ist die wahl",
        discouraging: "meiden, meidet, vermeiden, abraten, warnen vor, warnt vor, gewarnt vor, rate von, raten von",
        pleasing: """
            überzeugt, überzeugen, überzeugte, lohnt sich, lohnen sich, funktioniert, funktionieren, gefällt, gefallen, glänzt, beeindruckt,
            bewährt sich, läuft stabil, läuft rund, begeistert
            """,
        beats: """
            übertrifft, übertreffen, übertraf, schlägt, schlagen, überholt, überflügelt, besiegt, sticht, liegt vor, steht besser da als,
            hängt ab, ist überlegen, aussticht
            """,
        beaten: """
            unterliegt, ist unterlegen, unterlegen, hinkt hinter, hinkt hinterher, liegt hinter, bleibt hinter, fällt hinter,
            kommt nicht an, reicht nicht an, kann nicht mithalten mit, kann mit
            """,
        advantages: "vorteile, pro, pros, stärken, pluspunkte, das gefällt, positiv",
        disadvantages: "nachteile, contra, kontra, cons, schwächen, minuspunkte, negativ, das stört",
        neutral: """
            nicht nur, nicht zuletzt, nicht unbedingt, guten tag, guten morgen, einfach nur, sicher ist, sicher auch, ganz einfach, genau wie, ganz genau,
            gut zu wissen, am besten vergleichen, am besten sie, gewinnspiel*, gewinn und verlust, fehlermeldung*, problemlösung*, risikomanagement,
            schwerpunkt*, leichtathletik, kritische infrastruktur, bessere hälfte, kein anderer, keine andere, kein anderes, ärgernis,
            stärken und schwächen, vor und nachteile, vorteile und nachteile, mängelliste*, beschwerdeformular*, schadensmeldung*,
            super markt, supermarkt*, sicherheit*, sicherlich, genauso, genau so, ebenso gut, so gut wie, klarna, preisvergleich*, fairtrade
            """,
        negators: """
            nicht, kein, keine, keinen, keinem, keiner, keines, keinerlei, nie, niemals, niemand, nichts, ohne, kaum, wenig, weder, nirgends,
            selten, keineswegs, keinesfalls, alles andere als, nicht mehr, wirkt nicht, könnte, könnten, frei von, nicht gerade,
            nicht besonders, statt
            """,
        intensifiers: """
            sehr, äußerst, extrem, besonders, wirklich, überaus, absolut, unglaublich, ausgesprochen, enorm, höchst, total, richtig,
            ungemein, deutlich, wesentlich, viel, rundum, durchweg, ständig
            """,
        softeners: """
            etwas, ein wenig, ein bisschen, leicht, ziemlich, relativ, eher, recht, mitunter, gelegentlich, manchmal, teils, teilweise,
            stellenweise, kleine, kleinere
            """,
        excess: "viel zu, allzu, zu stark, übermäßig, unnötig",
        more: "mehr, am meisten",
        less: "weniger",
        equal: "so, ebenso, genauso, gleich, gleichermaßen",
        than: "als, wie, gegenüber",
        instead: "statt, anstatt, anstelle von, lieber als",
        unlike: """
            im gegensatz zu, anders als, im vergleich zu, im vergleich mit, verglichen mit, im unterschied zu, gegenüber, entgegen
            """,
        aside: """
            alternative zu, alternativen zu, ähnlich wie, umstieg von, wechsel von, umsteigen von, früher, gehört zu, gehört, übernommen von,
            gegründet von, tochter von, tochterfirma von, integration mit, kompatibel mit, konkurriert mit, konkurrent von, arbeitet mit,
            schnittstelle zu, schnittstellen zu
            """,
        contrasts: """
            aber, jedoch, doch, allerdings, hingegen, dagegen, während, obwohl, obgleich, wenngleich, trotzdem, dennoch, sondern, zwar,
            dafür, andererseits, trotz, wohingegen, nur dass, weil, da, einzig
            """,
        joiners: "und, oder, sowie, der, die, das, den, dem, auch, bzw, beziehungsweise",
        pronouns: """
            er, sie, es, ihr, ihre, seine, sein, ihren, dies, diese, dieser, dieses, das unternehmen, die firma, die marke, der anbieter,
            das produkt, die app, die software, das programm, beide, nutzer, kunden, viele, leider, allerdings, jedoch, dennoch,
            trotzdem, zwar, außerdem, zudem, auch, dafür, dagegen, dabei, damit, aber, doch, darüber hinaus, hinzu kommt
            """,
        resets: """
            wenn, falls, bevor, wer, insgesamt, grundsätzlich, generell, im allgemeinen, zusammenfassend, fazit, achten sie, prüfen sie,
            vergleichen sie, für, andere, alternativ, ob, je nach, am besten, hier, tipp, hinweis, letztlich, letztendlich, ich, wir
            """,
        abbreviations:
            "dr prof hr fr bzw ca usw etc z b d h u a evtl ggf inkl zzgl str nr vgl s o ff max min mio mrd abs bspw sog")
}
