extension SentimentLexicon {
    static let italian = SentimentLexicon(
        code: "it",
        strongPraise: """
            eccellen*, eccezional*, straordinari*, magnific*, fantastic*, meraviglios*, perfett*, impeccabil*, insuperabil*, imbattibil*,
            incredibil*, brillant*, leader, il migliore, la migliore, i migliori, le migliori, miglior scelta, ottimo, ottima, ottimi, ottime,
            ottimament*, di prim'ordine, di alta qualità, ineguagliabil*, stupend*, splendid*, consigliatissim*, nessun altro, nessun'altra,
            numero uno, superb*
            """,
        praise: """
            offre più, offrono più, buono, buona, buoni, buone, buon, bene, bello, bella, belli, belle, bell, solid*, affidabil*, fidat*, sicur*, sicurezza, stabil*,
            robust*, veloce*, veloci*, velocità, rapid*, reattiv*, fluid*, intuitiv*, facile, facili, facilmente, facilità, semplic*, pratic*,
            comod*, gradevol*, piacevol*, flessibil*, versatil*, potent*, complet*, ricc*, avanzat*, modern*, elegant*, attraent*, gentil*,
            cordial*, cortes*, disponibil*, competent*, professional*, onest*, trasparent*, equ*, generos*, accessibil*, economic*, convenient*,
            conveniente, conveniènt*, prezzo giusto, prezzi giusti, buon prezzo, prezzi competitivi, buon rapporto qualità prezzo,
            ottimo rapporto qualità prezzo, rapporto qualità prezzo, qualità, di qualità, duratur*, durevol*, resistent*, precis*, efficient*,
            efficac*, innovativ*, ingegnos*, forte, punto di forza, punti di forza, vantagg*, popolar*, amat*, apprezzat*, stimat*,
            rinomat*, riconosciut*, buona reputazione, ideal*, adatt*, indicat*, consigliat*, consigliabil*, raccomandat*, soddisf*, content*,
            felic*, success*, vincent*, pulit*, curat*, accurat*, attent*, chiar*, coerent*, personalizzat*, util*, si distingue, si distinguono,
            spicca, eccelle, brilla, impression*, convincent*, mantiene le promesse, fa risparmiare tempo, vale la pena, ne vale la pena, gratuit*,
            fresc*, delizios*, silenzios*, legger*, puntual*, preferit*, positiv*, accoglient*, senza problemi, un'ottima scelta, buona scelta,
            lodat*, elogi*, ben fatt*, ben progettat*, confortevol*, traspirant*, morbid*, ergonomic*, pregi*, pregiat*, valid*, garanzia a vita
            """,
        blame: """
            cattiv*, male, mal, scarso, scarsa, scarsi, scarse, debol*, lent*, lentezza, macchinos*, confus*, complicat*, compless*, difficil*,
            difficoltà, pesant*, tedios*, frustrant*, fastidios*, delud*, delus*, deludent*, manca, mancano, mancanz*, carent*, carenz*, limitat*,
            limite, limiti, limitazion*, obsolet*, superat*, datat*, antiquat*, error*, bug, si blocca, blocchi, crash, instabil*, interruzion*,
            guast*, difett*, rott*, caro, cara, cari, care, carissim*, costos*, dispendios*, prezzo elevato, prezzi elevati, elevato, elevati,
            prezzo alto, prezzi alti, costi nascosti, spese nascoste, curva di apprendimento, svantagg*, punto debole, punti deboli, critic*, lament*,
            reclam*, problem*, pecca, pecche, purtroppo, sfortunatamente, insoddisf*, scontent*, sgradevol*, spiacevol*, scortes*, maleducat*,
            incompetent*, negligent*, trascurat*, imprecis*, inefficient*, inefficac*, rigid*, insicur*, pericolos*, rischios*, rischi*, dubbi*,
            sospett*, ingannevol*, opac*, rumoros*, rumor*, scomod*, brutt*, sovraccaric*, inadeguat*, inadatt*, insufficient*, mediocr*,
            lascia a desiderare, lasciano a desiderare, lascia molto a desiderare, ritard*, lunghe attese, lunga attesa, lunghi tempi, negativ*, peggior*, peggiorat*, deterior*, fragil*,
            sporc*, sconsigliat*, poco affidabil*, non risponde, non rispondono, deform*, sproporzionat*, sopravvalutat*, ingombrant*
            """,
        strongBlame: """
            pessim*, terribil*, orribil*, orrend*, disastr*, catastrofic*, inutil*, inutilizzabil*, inaccettabil*, truff*, fregatura*, frod*,
            peggiore, peggiori, il peggiore, la peggiore, vergognos*, incubo, spazzatura, penos*
            """,
        better: "meglio, migliore, migliori, miglior, superior*, più economic*, più veloc*, più facil*, più affidabil*",
        worse: "peggio, peggior, peggiore di, inferior*, più costos*, più car*, più lent*, più complicat*",
        recommending: """
            consiglio, consiglia, consigliano, consigliamo, consigliare, consiglierei, raccomando, raccomanda, raccomandano, adoro, adorano, amano, apprezzano, apprezza, lodano, elogiano
            """,
        preferring: "preferisco, preferisce, preferiscono, preferiamo, preferire",
        choosing: "scegli, scegliete, provate, prova, puntate su, optate per, considerate",
        discouraging: "evita, evitate, evitare, sconsiglio, sconsiglia, sconsigliano, sconsigliamo, attenzione a, diffidate di",
        pleasing: "funziona bene, funzionano bene, piace, piacciono, convince, convincono, conviene",
        beats: """
            batte, battono, supera, superano, sorpassa, surclassa, vince su, vince contro, ha la meglio su, eclissa, è davanti a, straccia,
            sovrasta
            """,
        beaten: """
            superato da, superata da, battuto da, battuta da, dietro a, resta indietro rispetto a, inferiore a, non regge il confronto con,
            non è all'altezza di, perde contro, perde rispetto a
            """,
        advantages: "vantaggi, pro, punti di forza, pregi, aspetti positivi",
        disadvantages: "svantaggi, contro, punti deboli, difetti, limiti, aspetti negativi",
        neutral: """
            bensì, ben, buongiorno, buonasera, bella domanda, non solo, non soltanto, non è solo, non è soltanto, non sono solo, non necessariamente, senza dubbio, senz'altro, pro e contro,
            vantaggi e svantaggi, prova gratuita, piano gratuito, versione gratuita, sicuramente, di sicuro, sicurezza sociale, gestione dei rischi, risoluzione dei problemi,
            messaggio di errore, per lo più, in più, al più, di più, più o meno, sempre più, almeno, per lo meno, a meno che, facile che, equipaggi*, equival*, equazion*,
            contro il, contro la, contro i, beni, mal di, male che, caro amico, forte dei, qualità dell'aria, attenzione ai, disponibile in, disponibile da, disponibile su, disponibili in, disponibili su,
            accesso gratuito, utilizz*, utilità, chiaro che, bene culturale, care of, critici gastronomici, completamente, completare
            """,
        negators: """
            non, mai, nessun, nessuna, nessuno, senza, né, poco, poca, pochi, poche, niente, nulla, neanche, nemmeno, affatto, tutt'altro che,
            lontano dall'essere, raramente, smette di essere, difficilmente
            """,
        intensifiers: """
            molto, estremamente, davvero, veramente, particolarmente, altamente, incredibilmente, totalmente, completamente, assolutamente,
            decisamente, assai, tanto, davvero molto, sempre, notevolmente
            """,
        softeners:
            "un po', un po, abbastanza, piuttosto, relativamente, leggermente, a volte, talvolta, ogni tanto, alcuni, alcune, qualche",
        excess: "troppo, troppa, troppi, troppe, eccessivamente, inutilmente",
        more: "più",
        less: "meno",
        equal: "così, tanto, altrettanto",
        than: "di, che, del, della, dell, dei, degli, delle, come, quanto, a",
        instead: "invece di, invece che, anziché, piuttosto che, al posto di",
        unlike: """
            a differenza di, a differenza del, a differenza della, rispetto a, rispetto al, rispetto alla, in confronto a, confrontato con, confrontata con,
            paragonato a, paragonata a, al contrario di, contrariamente a
            """,
        aside: """
            alternativa a, alternative a, simile a, appartiene a, filiale di, acquisito da, acquisita da, fondato da, fondata da, precedentemente,
            compatibile con, si integra con, integrazione con, concorrente di, concorrenti di, passare da, migrare da
            """,
        contrasts: """
            ma, però, tuttavia, sebbene, benché, anche se, mentre, invece, nonostante, malgrado, eppure, al contrario, d'altra parte,
            d'altro canto, bensì, tranne, salvo, ciononostante, perché, poiché
            """,
        joiners: "e, ed, o, oppure, il, la, lo, l, i, gli, le, sia, anche, come, di",
        pronouns: """
            esso, essa, essi, lui, lei, loro, il suo, la sua, i suoi, le sue, questo, questa, questi, queste, l'azienda, il marchio, il prodotto,
            il servizio, l'app, l'applicazione, lo strumento, il software, i clienti, gli utenti, molti, alcuni, entrambi, entrambe, tuttavia, però, ma,
            purtroppo, inoltre, anche, al contrario, è, sono, ha, offre
            """,
        resets: """
            se, prima, quando, per, in sintesi, in generale, in conclusione, verificate, confrontate, scegliete, scegli, altri, altre, altro, dipende,
            infine, ecco, conviene, l'ideale, ci sono, c'è, secondo, io, noi, ricorda
            """,
        abbreviations: "sig sigg sig.ra dott dr prof ecc es ca p pag n art s.p.a spa srl tel max min vol cfr")
}
