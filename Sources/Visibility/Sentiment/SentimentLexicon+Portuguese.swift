extension SentimentLexicon {
    static let portuguese = SentimentLexicon(
        code: "pt",
        strongPraise: """
            excelen*, excepciona*, excecional*, extraordinári*, magnífic*, fantástic*, maravilhos*, perfeit*, impecáve*, imbatíve*, insuperáve*,
            incríve*, brilhant*, líder*, a melhor, o melhor, os melhores, as melhores, melhor opção, melhor escolha, de primeira, de alta qualidade,
            espetacular*, inigualáve*, ótimo, ótima, ótimos, ótimas, óptim*, sensaciona*, nenhum outro, nenhuma outra, número um, altamente recomend*
            """,
        praise: """
            oferece mais, oferecem mais, bom, boa, bons, boas, bem, bonit*, sólid*, confiáve*, fiáve*, de confiança, segur*, segurança, estáve*, robust*, rápid*, ágil, ágeis,
            ágil*, fluid*, intuitiv*, fácil, fáceis, facilmente, facilidade, simples, simplicidade, prátic*, cômod*, cómod*, confortáve*,
            agradáve*, flexíve*, flexibilidade, versáti*, potent*, poderos*, complet*, ric*, avançad*, modern*, elegant*, atraent*, atrativ*,
            simpátic*, gentil, gentis, amáve*, cordia*, educad*, atencios*, prestativ*, competent*, profissiona*, honest*, transparent*, justo,
            justa, justos, generos*, acessíve*, económic*, econômic*, barat*, rentáve*, bom preço, preço justo, preços justos, bom custo benefício,
            ótimo custo benefício, custo benefício, boa relação qualidade preço, relação qualidade preço, qualidade, de qualidade, durável, duráveis, duradour*,
            resistent*, precis*, eficient*, eficaz, eficazes, eficácia, inovador*, engenhos*, fort*, ponto forte, pontos fortes, vantage*, popular*,
            querid*, elogi*, valorizad*, reconhecid*, prestigi*, boa reputação, conceituad*, respeitad*, idea*, adequad*, indicad*, recomendad*,
            recomendáve*, satisf*, content*, feliz, felizes, encantad*, sucesso*, vencedor*, limp*, cuidad*, cuidados*, clar*, clareza, consistent*,
            personalizad*, úti*, destaca*, brilha, sobressai, impression*, cumpre, poupa tempo, economiza tempo, vale a pena, compensa, gratuit*,
            grátis, fresc*, delicios*, sabor*, saboros*, silencios*, leve, leves, pontua*, favorit*, preferid*, positiv*, acolhedor*, sem problemas,
            convincent*, caprichad*, bem feit*, saudáve*, aromátic*, boa escolha
            """,
        blame: """
            mau, má, maus, más, ruim, ruins, mal, frac*, fraquez*, lent*, lentidão, confus*, complicad*, complex*, difíci*, dificuldade*, pesad*,
            tedios*, frustra*, irritant*, chat*, decepcion*, desilu*, dececion*, carece*, falta, faltam, falta de, limitad*, limitaç*, restrit*,
            antiquad*, obsolet*, ultrapassad*, desatualizad*, erro, erros, falha*, bug*, trava, travam, travament*, bloqueia, instáve*, queda*, interrupç*,
            avari*, defeit*, quebrad*, quebra, caro, cara, caros, caras, caríssim*, custos*, dispendios*, preço elevado, preços elevados, elevado, elevada,
            elevados, preço alto, preços altos, custos ocultos, taxas ocultas, curva de aprendizagem, curva de aprendizado, desvantage*, ponto fraco,
            pontos fracos, critic*, crític*, queix*, reclama*, problema*, infelizmente, lamentavelmente, insatisf*, descontent*, desagradáve*,
            antipátic*, grosseir*, mal educad*, incompetent*, negligent*, descuidad*, desleixad*, imprecis*, ineficient*, ineficaz, rígid*, insegur*,
            perigos*, arriscad*, risco*, duvidos*, suspeit*, enganos*, engana, opac*, ruidos*, barulh*, desconfortáve*, incômod*, incómod*, fei*,
            sobrecarregad*, inadequad*, insuficient*, medíocre*, deixa a desejar, deixam a desejar, deixa muito a desejar, atras*, demora*, longa espera,
            longas esperas, negativ*, pior*, piorou, deterior*, frágil, frágeis, suj*, velh*, amassad*, desaconselh*, pouco fiáve*, não responde, não respondem,
            excessiv*, rasgad*, amarg*
            """,
        strongBlame: """
            péssim*, terríve*, horríve*, horroros*, desastr*, catastrófic*, inúti*, inutilizáve*, inaceitáve*, golpe*, fraude*, burla*, pior, piores,
            o pior, a pior, vergonhos*, lamentáve*, pesadelo*, lixo, porcaria
            """,
        better:
            "melhor, melhores, superior*, mais barat*, mais rápid*, mais fáci*, mais económic*, mais econômic*, mais confiáve*",
        worse:
            "pior do que, pior que, piores que, inferior*, mais caro, mais cara, mais caros, mais lent*, mais complicad*, mais frac*",
        recommending: """
            recomendo, recomenda, recomendam, recomendamos, recomendar, recomendaria, aconselho, adoro,
            adoram, amam, gosto, gostam, elogiam, apreciam
            """,
        preferring: "prefiro, prefere, preferem, preferimos, preferir",
        choosing: "escolha, opte pelo, opte pela, opte por, experimente, considere, aposte",
        discouraging: "evite, evita, evitar, evitem, desaconselho, desaconselham, fuja de, fuja da, fuja do, cuidado com",
        pleasing: "funciona bem, funcionam bem, agrada, agradam, convence, surpreende",
        beats:
            "supera, superam, superou, vence, vencem, bate, batem, ultrapassa, ganha de, ganha do, ganha da, fica à frente de, leva vantagem sobre",
        beaten: """
            superado por, superada por, superado pelo, superada pelo, superado pela, superada pela, atrás do, atrás da, atrás de, inferior ao,
            inferior à, não chega aos pés, perde para, não se compara ao, não se compara à, fica atrás
            """,
        advantages: "vantagens, prós, pontos fortes, pontos positivos, a favor",
        disadvantages: "desvantagens, contras, pontos fracos, pontos negativos, limitações",
        neutral: """
            bem como, bem vind*, se bem que, bom dia, boa tarde, boa noite, boa pergunta, não só, não apenas, não é só, não é apenas, não é somente, não somente, não necessariamente, sem dúvida, sem dúvidas, prós e contras,
            vantagens e desvantagens, teste gratuito, plano gratuito, versão gratuita, seguro de, seguro saúde, seguros, seguradora*, segurança social,
            gestão de riscos, resolução de problemas, mensagem de erro, pelo menos, ao menos, mais ou menos, cada vez mais, além disso, mal posso,
            claro que, bens, idea, precisa de, precisa, precisam, precisamos, preciso de, má fé, indicado na embalagem, chatgpt, faltando, cara a cara, mais de, completamente, ricardo, fortaleza, riscos ambientais
            """,
        negators: """
            não, nunca, jamais, sem, nenhum, nenhuma, nem, tampouco, nada, ninguém, pouco, pouca, poucos, poucas, longe de ser, raramente, dificilmente,
            deixa de ser, deixou de ser
            """,
        intensifiers: """
            muito, muita, extremamente, realmente, particularmente, especialmente, altamente, incrivelmente, totalmente, completamente, absolutamente,
            bastante, super, bem mais, sempre, tremendamente
            """,
        softeners:
            "um pouco, um tanto, algo, relativamente, ligeiramente, às vezes, por vezes, ocasionalmente, alguns, algumas, razoavelmente, meio",
        excess: "demais, demasiado, demasiada, demasiadamente, excessivamente, desnecessariamente",
        more: "mais",
        less: "menos",
        equal: "tão, tanto, igualmente",
        than: "que, do, como, quanto, ao, à, do que",
        instead: "em vez de, em vez do, em vez da, ao invés de, ao invés do, ao invés da, no lugar de, em lugar de",
        unlike: """
            ao contrário de, ao contrário do, ao contrário da, diferentemente de, diferentemente do, diferentemente da, diferente do, diferente da,
            em comparação com, comparado com, comparado ao, comparado à, comparada com, comparada ao, em relação ao, em relação à, em contraste com, face ao, face à
            """,
        aside: """
            alternativa ao, alternativa à, alternativas ao, alternativa a, semelhante ao, semelhante à, parecido com, parecida com, pertence ao,
            pertence à, filial da, filial do, adquirida pela, adquirido pelo, fundada por, fundado por, antigamente, compatível com, integra com,
            integração com, concorrente do, concorrente da, concorrentes do, concorrentes da, mudar do, mudar da, migrar do, migrar da
            """,
        contrasts: """
            mas, porém, contudo, todavia, no entanto, entretanto, embora, apesar de, apesar do, apesar da, enquanto, já o, já a, em contrapartida, por outro lado,
            ainda que, mesmo assim, senão, exceto, salvo, porque, pois
            """,
        joiners: "e, ou, o, a, os, as, também, como, bem, de, do, da",
        pronouns: """
            ele, ela, eles, elas, seu, sua, seus, suas, este, esta, estes, isto, isso, a empresa, a marca, o produto, o serviço, o aplicativo, a aplicação,
            o app, a ferramenta, o software, os clientes, os utilizadores, os usuários, muitos, alguns, ambos, ambas, no entanto, porém, contudo, mas,
            infelizmente, além disso, também, em contrapartida, é, são, tem, oferece, entretanto
            """,
        resets: """
            se, antes, quando, para, em resumo, em geral, em conclusão, verifique, compare, escolha, outros, outras, outra, outro, depende, por fim,
            aqui, convém, o ideal, há, segundo, eu, nós, lembre, você
            """,
        abbreviations: "sr sra dr dra prof etc p ex aprox nº pág av ltda s.a tel máx mín vol eng")
}
