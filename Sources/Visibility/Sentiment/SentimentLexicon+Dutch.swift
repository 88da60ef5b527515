extension SentimentLexicon {
    static let dutch = SentimentLexicon(
        code: "nl",
        strongPraise: """
            uitstekend*, uitmuntend*, voortreffelijk*, fantastisch*, geweldig*, perfect*, briljant*, fenomenaal, onberispelijk*, vlekkeloos*,
            onverslaanbaar*, ongeëvenaard*, uitzonderlijk*, buitengewoon*, toonaangevend*, marktleider*, de beste, het beste, beste keus, beste keuze, beste optie,
            top, topklasse, eersteklas, eerste klas, schitterend*, magnifiek*, aanrader, absolute aanrader, geen andere, nummer één, superieur*
            """,
        praise: """
            biedt meer, bieden meer, goed, goede, goeds, beste, mooi*, fijn*, prima, super, degelijk*, solide*, betrouwbaar*, betrouwbare*, vertrouwd*, stabiel*, stabiele,
            robuust*, stevig*, veilig*, snel, snelle, vlot*, soepel*, vloeiend*, intuïtief, intuïtieve, gebruiksvriendelijk*, gebruikersvriendelijk*,
            gebruiksgemak, makkelijk*, gemakkelijk*, eenvoudig*, simpel*, moeiteloos*, overzichtelijk*, duidelijk*, begrijpelijk*, praktisch*, handig*,
            comfortabel*, prettig*, aangenaam*, aangename, flexibel*, veelzijdig*, krachtig*, compleet, complete, uitgebreid*, volledig*, doordacht*,
            geavanceerd*, modern*, elegant*, aantrekkelijk*, vriendelijk*, beleefd*, behulpzaam*, behulpzame, deskundig*, bekwaam*, professioneel,
            professionele, eerlijk*, transparant*, redelijke prijs, gul, gulle, betaalbaar*, betaalbare, goedkoop, goedkope, voordelig*, scherpe prijs,
            scherpe prijzen, lage kosten, lage tarieven, lage prijs, goede prijs kwaliteit, prijs kwaliteitverhouding, kwaliteit, hoogwaardig*, kwalitatief,
            duurzaam, duurzame, slijtvast*, nauwkeurig*, precies*, efficiënt*, effectief, effectieve, doeltreffend*, innovatief, innovatieve, slim, slimme,
            sterk, sterke, sterkte*, pluspunt*, voordeel, voordelen, populair*, populaire, geliefd*, gewaardeerd*, gerenommeerd*, gerespecteerd*, ideaal,
            ideale, geschikt*, aanbevolen, aanbevelenswaardig*, aan te raden, aan te bevelen, de moeite waard, tevreden, tevredenheid, blij, enthousiast*,
            lovend*, succes*, winnaar, winnend*, schoon, schone, zorgvuldig*, verzorgd*, helder*, consistent*, tijdbesparend*, bespaart tijd, gratis, vers, verse,
            heerlijk*, lekker*, stil, stille, licht, punctueel, favoriet*, positief, positieve, uitblinker, blinkt uit, blinken uit, springt eruit, valt op door,
            indrukwekkend*, overtuigend*, overtuigt, maakt waar, goed bereikbaar, probleemloos, zorgeloos, klantvriendelijk*, werkt goed, werkt prima, loopt soepel,
            snel en
            """,
        blame: """
            slecht*, zwak, zwakke, zwakte*, traag, trage, traagheid, omslachtig*, log, logge, verwarrend*, ingewikkeld*, gecompliceerd*, complex*, lastig*,
            moeilijk*, moeizaam*, vervelend*, frustr*, irritant*, ergernis*, ergerlijk*, teleurgesteld*, teleurstell*, ontbreekt, ontbreken, gebrek*, gemis,
            mist, missen, beperkt*, beperking*, verouderd*, achterhaald*, ouderwets*, fout, fouten, foutmelding*, bug, bugs, crasht, crashes, loopt vast, vastlopen, vastloopt,
            loopt vaak vast, instabiel*, onbetrouwbaar*, onbetrouwbare, storing*, uitval, valt uit, faalt, defect*, kapot*, duur, dure, prijzig*, kostbaar*, te duur,
            peperduur, verborgen kosten, hoge kosten, hoge prijs, hoge prijzen, hoge tarieven, steile leercurve, leercurve, nadeel, nadelen, minpunt*, kritiek*,
            bekritiseerd*, klacht*, klaagt, klagen, probleem, problemen, moeite met, helaas, jammer, ontevreden*, onvriendelijk*, onbeleefd*, onbeschoft*,
            onbekwaam*, nalatig*, slordig*, onnauwkeurig*, inefficiënt*, star, starre, onveilig*, datalek*, gevaarlijk*, riskant*, risico*, twijfelachtig*,
            verdacht*, misleidend*, ondoorzichtig*, lawaaierig*, luid*, zwaar, zware, oncomfortabel*, onprettig*, onaangenaam*, lelijk*, rommelig*, overladen,
            ongeschikt*, onvoldoende, ontoereikend*, matig*, middelmatig*, laat te wensen over, laten te wensen over, vertraging*, vertraagd*, te laat,
            lange wachttijd*, lange levertijd*, slecht bereikbaar, onbereikbaar*, negatief, negatieve, verslechter*, fragiel, breekbaar, vies, vieze, afgeraden, af te raden,
            tegenvallend*, valt tegen, vallen tegen, onduidelijk*, onhandig*, omvallen, reageert niet
            """,
        strongBlame: """
            vreselijk*, verschrikkelijk*, afschuwelijk*, rampzalig*, ramp, waardeloos*, waardeloze, onbruikbaar*, onbruikbare, onacceptabel*, oplichter*,
            oplichting*, opgelicht, fraude*, zwendel, slechtste, schandalig*, nachtmerrie, bedroevend*, belabberd*, troep, blijf weg
            """,
        better: """
            beter, betere, sneller*, goedkoper*, makkelijker*, eenvoudiger*, veiliger*, sterker*, betrouwbaarder*, vriendelijker*, voordeliger*,
            gebruiksvriendelijker*, uitgebreider*, overzichtelijker*, superieur aan, flexibeler*, moderner*, stiller*, handiger*
            """,
        worse:
            "slechter*, trager*, duurder*, zwakker*, ingewikkelder*, moeilijker*, lastiger*, omslachtiger*, onbetrouwbaarder*, zwaarder*, prijziger*",
        recommending: """
            aanraden, raad aan, raden aan, raadt aan, aanbevelen, beveel aan, bevelen aan, beveelt aan, houden van, prijzen, prijst, loven, looft, waarderen, waardeert
            """,
        preferring: "verkies, verkiezen, verkiest, prefereer, prefereert, prefereren",
        choosing: "kies voor, kies, kiezen voor, ga voor, probeer, overweeg",
        discouraging: "vermijd, vermijden, mijd, afraden, raad af, raden af, pas op voor, waarschuwen voor, waarschuwt voor",
        pleasing: "bevalt, bevallen, loont, functioneert, overtuigen, voldoet, presteert goed",
        beats:
            "verslaat, verslaan, overtreft, overtreffen, overklast, overstijgt, wint van, winnen van, klopt, troeft af, loopt voor op",
        beaten: """
            overtroffen door, verslagen door, loopt achter op, blijft achter bij, ligt achter op, inferieur aan, onder doet voor, doet onder voor, moet onderdoen voor,
            kan niet tippen aan, haalt het niet bij, verliest van
            """,
        advantages: "voordelen, pluspunten, sterke punten, pro's, pros, sterktes",
        disadvantages: "nadelen, minpunten, zwakke punten, contra's, cons, minnen, zwaktes",
        neutral: """
            niet alleen, niet slechts, niet per se, niet noodzakelijk, goedemorgen, goedemiddag, goed idee, goede vraag, voor en nadelen, voordelen en nadelen, zonder twijfel, ongetwijfeld,
            gratis proefperiode, gratis proefversie, gratis versie, mooi meegenomen, foutmelding, probleemoplossing, risicobeheer, risicomanagement, in ieder geval,
            precies wat, snel mogelijk, zo snel mogelijk, lichtgewicht, sterk afhankelijk, volledig afhankelijk, beperkte oplage, top 10, top 5, van top tot, meer informatie, min of meer,
            onder meer, steeds meer, ten minste, minstens, op de duur, duurt, duur van, looptijd, kwaliteitscontrole, goed nieuws, goederen, laat je, laat u, goed gebruik
            """,
        negators: """
            niet, geen, nooit, zonder, nauwelijks, amper, weinig, noch, niets, niemand, allesbehalve, verre van, zelden, nergens, niet meer, niet langer, niet bepaald,
            vrij van, geenszins, allerminst
            """,
        intensifiers: """
            zeer, erg, heel, uiterst, extreem, bijzonder, echt, ontzettend, ongelooflijk, absoluut, enorm, volkomen, veel, duidelijk, aanzienlijk, werkelijk,
            hartstikke, buitengewoon
            """,
        softeners: "een beetje, enigszins, wat, nogal, vrij, redelijk, relatief, soms, af en toe, ietwat, enkele, tamelijk",
        excess: "veel te, al te, overdreven, onnodig",
        more: "meer, meest, het meest",
        less: "minder, minst",
        equal: "even, zo, net zo, evenzeer",
        than: "dan, als",
        instead: "in plaats van, liever dan, boven",
        unlike: """
            in tegenstelling tot, anders dan, vergeleken met, in vergelijking met, vergeleken bij, ten opzichte van, tegenover
            """,
        aside: """
            alternatief voor, alternatieven voor, vergelijkbaar met, lijkt op, overstappen van, overstap van, voorheen, onderdeel van, overgenomen door,
            opgericht door, dochter van, koppeling met, koppelingen met, integratie met, integreert met, compatibel met, concurreert met, concurrent van, concurrenten van
            """,
        contrasts: """
            maar, echter, hoewel, ofschoon, terwijl, daarentegen, desondanks, toch, niettemin, ondanks, al is, behalve, daar staat tegenover, integendeel, alhoewel,
            omdat, want, doordat, aan de andere kant
            """,
        joiners: "en, of, de, het, een, ook, zowel, als, alsmede, evenals",
        pronouns: """
            hij, zij, ze, het, zijn, haar, hun, deze, dit, die, dat, het bedrijf, het merk, de bank, het product, de dienst, de app, de software, de tool, beide,
            gebruikers, klanten, veel, sommige, helaas, echter, toch, maar, daarnaast, bovendien, ook, wel, daarentegen, verder
            """,
        resets: """
            als, voordat, wanneer, wie, indien, voor, kortom, over het algemeen, samengevat, conclusie, vergelijk, controleer, let op, kies, andere, anderen, alternatief,
            het hangt, tot slot, hier, tip, er, ik, wij, we, je, u, denk
            """,
        abbreviations: "dhr mevr dr prof bv nv enz etc bijv ca o.a m.b.t i.p.v nr st blz max min vs resp drs ir evt incl excl")
}
