extension StageRules {
    static let italian = [
        StageRule(
            .comparison,
            """
            vs, versus, confront*, compar*, differenza, differenze, alternativa, alternative, meglio di, migliore di,
            più economico di, invece di, al posto di, simile a, simili a, concorrent*, scegliere tra, meglio … o, ^? o ?
            """),
        StageRule(
            .support,
            """
            disdire, disdetta, annullare, cancellare, rimborso, rimborsi, reso, assistenza, servizio clienti, contattare,
            password, mio account, mio ordine, mio abbonamento, mia bolletta, accedere, non funziona, errore
            """),
        StageRule(
            .recommendation,
            """
            consigli*, raccomand*, suggeri*, ^c è, ^ci sono, ^esiste, ^esistono, cerco, cercando, dovrei, devo,
            come scegliere, come trovare, ho bisogno, qual … miglior*, quali … miglior*, chi … miglior*, quale … dovrei
            """),
        StageRule(
            .price,
            """
            prezzo, prezzi, costo, costi, costa, costano, quanto costa, quanto viene, tariffa, tariffe, sconto, sconti,
            coupon, offerta, offerte, prova gratuita, prova gratis, demo, preventivo
            """),
        StageRule(.purchase, "comprare, acquistare, acquisto, dove trovare, vicino a me, in vendita, prenotare, ordinare"),
        StageRule(.exploration, "^che cos è, ^cos è, ^cosa è, ^cosa sono, ^che cosa, ^cosa significa"),
        StageRule(
            .assessment,
            """
            recension*, opinion*, affidabil*, truffa, vale la pena, conviene, pro e contro, vantaggi e svantaggi, svantaggi,
            difetti, sicuro, sicura, come si trova, esperienz*, cosa ne pens*, ^è, è buono, è buona, è valido, ^ha, ^posso
            """),
        StageRule(
            .recommendation,
            """
            miglior, migliore, migliori, top, ^quale, ^quali, ^qual, economic*, idee, buon … per, buona … per, software per,
            programma per, strument* per, app per
            """),
        StageRule(.usage, "come usare, come si usa, come utilizzare, come configurare, come installare"),
        StageRule(
            .exploration,
            """
            ^cosa, ^che, ^come, ^perché, ^chi, ^quando, ^dove, significato, spieg*, definizione, guida, esempi, vantaggi,
            tipi di, cause, benefici
            """),
    ]
}
