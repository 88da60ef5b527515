extension SentimentLexicon {
    static let spanish = SentimentLexicon(
        code: "es",
        strongPraise: """
            excelen*, excepcional*, extraordinari*, magnífic*, fantástic*, maravillos*, perfect*, impecab*, inmejorab*, insuperab*, increíb*,
            brillant*, sobresalient*, líder*, mejor opción, la mejor, el mejor, los mejores, las mejores, lo mejor, de primera, de primer nivel,
            espectacular*, inigualab*, incomparab*, altamente recomendab*, número uno, ningún otro, ninguna otra, estupend*, genial*
            """,
        praise: """
            ofrece más, ofrecen más, bueno, buena, buenos, buenas, buen, bien, bonit*, sólid*, fiab*, confiab*, de confianza, segur*, seguridad, estab*, robust*,
            rápid*, ágil*, fluid*, intuitiv*, fácil*, fácilmente, facilidad, sencill*, sencillez, simple*, práctic*, cómod*, agradab*, flexib*,
            versátil*, potente*, complet*, rica, avanzad*, modern*, elegant*, atractiv*, amable*, cordial*, educad*, atent*, servicial*,
            competent*, profesional*, honest*, honrad*, transparent*, just*, generos*, asequib*, económic*, barat*, rentab*, buen precio,
            buenos precios, precio justo, precios justos, buena relación calidad precio, relación calidad precio, calidad, de calidad,
            duradero*, duradera*, resistent*, precis*, eficient*, eficaz, eficaces, eficacia, innovador*, ingenios*, fuerte*, punto fuerte,
            puntos fuertes, fortaleza*, ventaj*, popular*, querid*, valorad*, bien valorad*, reconocid*, prestigi*, buena reputación,
            reputación, respetad*, ideal*, adecuad*, idóne*, recomendad*, recomendab*, satisf*, content*, feliz, encantad*, éxito*, exitos*,
            ganador*, limpi*, cuidad*, cuidados*, clar*, claridad, consistent*, personalizad*, acertad*, útil*, destaca*, destacad*,
            brilla, sobresale, impresion*, cumple, cumplen, cumple con, ahorra tiempo, ahorra horas, vale la pena, merece la pena,
            gratuit*, gratis, fresc*, delicios*, silencios*, liger*, puntual*, favorit*, preferid*, positiv*, acogedor*, sin problemas,
            convence*, convincent*, de fiar, elogi*, garantía sólida, bien diseñad*, bien hech*, goza de
            """,
        blame: """
            malo, mala, malos, malas, mal, débil*, debilidad*, lent*, lentitud, torpe*, engorros*, confus*, complicad*, complej*, difícil*,
            dificultad*, pesad*, tedios*, frustra*, molest*, decepcion*, carece*, carencia*, falta de, faltan, falta, limitad*, limitación*,
            limitaciones, restringid*, anticuad*, obsolet*, desfasad*, desactualizad*, error*, fallo*, falla, fallan, se cuelga, cuelgues,
            inestab*, caída*, interrupcion*, avería*, averiad*, defect*, rot*, caro, cara, caros, caras, costos*, costosísim*, carísim*,
            sobrevalorad*, precio elevado, precios elevados, precio es elevado, precios son elevados, elevado, elevada, coste elevado, costes ocultos,
            cargos ocultos, curva de aprendizaje, desventaj*, inconvenient*, punto débil, puntos débiles, critic*, crític*, queja*,
            se quejan, quejan, problema*, pega, pegas, lamentablemente, por desgracia, desgraciadamente, desafortunadamente, insatisf*,
            descontent*, desagradab*, antipátic*, grosero*, maleducad*, incompetent*, negligent*, descuidad*, imprecis*, ineficient*,
            ineficaz, rígid*, insegur*, peligros*, arriesgad*, riesgo*, dudos*, sospechos*, engañ*, opac*, ruidos*, ruido*, incómod*,
            feo, fea, sobrecargad*, inadecuad*, insuficient*, mediocre*, regular*, deja que desear, deja mucho que desear,
            dejan que desear, dejan mucho que desear, retras*, demora*, tardan, tarda, tardaron, tardó, larga espera, negativ*, empeor*, deterior*, frágil*, suci*,
            desaconsejad*, poco fiable, no responde, no responden, mala calidad, mala atención, excesiv*, suspenso
            """,
        strongBlame: """
            pésim*, terrible*, horrible*, horroros*, fatal, nefast*, desastr*, catastróf*, inútil*, inservib*, inaceptab*, estafa*, timo,
            fraud*, peor*, vergonzos*, lamentab*, pesadilla*, basura
            """,
        better: "mejor, mejores, superior*, más barat*, más rápid*, más económic*, más fácil*, más fiab*",
        worse: "peor que, peores que, inferior*, más car*, más lent*, más complicad*, más costos*",
        recommending: """
            recomiendo, recomienda, recomiendan, recomendamos, recomendar, recomendaría, aconsejo, aconsejan, me encanta, nos encanta, encanta, alaban, elogian, aprecian
            """,
        preferring: "prefiero, prefiere, prefieren, preferimos, preferir",
        choosing: "elija, elige, opte por, opta por, pruebe, prueba con, considere, apueste por",
        discouraging: "evite, evita, evitar, eviten, desaconsejo, desaconsejan, desaconsejamos, huya de, cuidado con, ojo con",
        pleasing: "funciona bien, funcionan bien, gusta, gustan, convence, compensa",
        beats: """
            supera, superan, supera a, superan a, superó a, gana a, ganan a, aventaja, aventaja a, vence a, bate a, derrota a, eclipsa a,
            eclipsa, está por delante de, por delante de, por encima de
            """,
        beaten: """
            superado por, superada por, por detrás de, por debajo de, se queda atrás, a la zaga de, inferior a, no está a la altura de, no llega al nivel de,
            no puede competir con, pierde frente a, pierde contra
            """,
        advantages: "ventajas, pros, puntos fuertes, a favor, lo bueno, fortalezas",
        disadvantages: "desventajas, contras, inconvenientes, puntos débiles, en contra, lo malo, debilidades, limitaciones",
        neutral: """
            más bien, o bien, si bien, bien sea, así como, buenos días, buenas tardes, buen momento, buena pregunta, no solo, no sólo, no es solo, no es sólo, no son solo, no solamente, no obstante,
            no necesariamente, sin duda, sin embargo, sin dudas, ventajas y desventajas, pros y contras, prueba gratuita, plan gratuito, versión gratuita, seguridad social,
            claro que, claro está, seguro de, seguro que, seguros, seguro médico, compañía de seguros, gestión de riesgos, resolución de problemas, mensaje de error,
            bienes, lo más, al menos, por lo menos, más o menos, cada vez más, además, calidad del aire, energía limpia, justo antes, justo después,
            bien común, valor añadido, queja formal, falta poco, regular la, regular el, en falta, cara a, de cara a, cara a cara
            """,
        negators: """
            no, nunca, jamás, sin, ningún, ninguna, ninguno, ni, tampoco, nada, nadie, apenas, poco, poca, pocos, pocas, lejos de ser, dista de, rara vez,
            deja de ser, en absoluto
            """,
        intensifiers: """
            muy, extremadamente, realmente, sumamente, especialmente, particularmente, altamente, increíblemente, totalmente, completamente,
            absolutamente, bastante, mucho, muchísimo, tremendamente, súper, notablemente, siempre
            """,
        softeners:
            "algo, un poco, un tanto, relativamente, ligeramente, a veces, en ocasiones, ocasionalmente, algunos, algunas, más o menos",
        excess: "demasiado, demasiada, demasiados, demasiadas, excesivamente, innecesariamente",
        more: "más",
        less: "menos",
        equal: "tan, tanto, igual de, tanta",
        than: "que, como, a",
        instead: "en lugar de, en vez de, antes que, en detrimento de, por encima de",
        unlike: """
            a diferencia de, comparado con, comparada con, comparados con, en comparación con, en comparación a, en contraste con, frente a,
            al contrario que, al contrario de, respecto a, con respecto a
            """,
        aside: """
            alternativa a, alternativas a, similar a, parecido a, parecida a, pertenece a, filial de, adquirido por, adquirida por,
            fundado por, fundada por, antes llamada, antiguamente, compatible con, se integra con, integración con, competidor de,
            competidora de, compite con, cambiar de, migrar desde
            """,
        contrasts: """
            pero, sin embargo, no obstante, aunque, mientras que, en cambio, por el contrario, sino, a pesar de, pese a, si bien, ahora bien,
            con todo, salvo, excepto, por otro lado, por otra parte, mientras, porque, ya que
            """,
        joiners: "y, e, o, u, el, la, los, las, así, como, también, tanto, de",
        pronouns: """
            él, ella, ellos, ellas, su, sus, este, esta, estos, estas, esto, la empresa, la marca, el producto, el servicio, la aplicación,
            la app, la herramienta, el software, la compañía, los clientes, los usuarios, muchos, algunos, ambos, ambas, sin embargo, no obstante,
            pero, lamentablemente, por desgracia, además, también, en cambio, es, son, tiene, ofrece, asimismo
            """,
        resets: """
            si, antes, cuando, para, en resumen, en general, en conclusión, compruebe, compare, elija, otros, otras, otra, otro, tenga en cuenta,
            depende, por último, aquí, conviene, lo ideal, hay, según, yo, nosotros, recuerde, le, te
            """,
        abbreviations: "sr sra srta dr dra d etc p ej aprox núm pág av avda ee uu s a tel máx mín vol")
}
