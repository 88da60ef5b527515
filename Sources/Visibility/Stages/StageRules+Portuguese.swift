extension StageRules {
    static let portuguese = [
        StageRule(
            .comparison,
            """
            vs, versus, compar*, diferença*, alternativa*, melhor que, melhor do que, mais barato que, em vez de,
            ao invés de, similar* a, parecido* com, concorrente*, o que é melhor, qual é melhor, qual o melhor … ou,
            escolher entre, melhor … ou, ^? ou ?
            """),
        StageRule(
            .support,
            """
            cancelar, cancelamento, reembolso, devolver, devolução, atendimento, suporte, contato, contactar, senha,
            minha conta, meu pedido, minha assinatura, minha fatura, fazer login, entrar na conta, não funciona, erro
            """),
        StageRule(
            .recommendation,
            """
            recomend*, suger*, indica, aconselh*, ^há, ^existe*, ^tem algum*, procuro, procurando, deveria, devo,
            como escolher, como encontrar, preciso de, qual … melhor*, quais … melhor*, quem … melhor*
            """),
        StageRule(
            .price,
            """
            preço*, custa, custam, custo, custos, quanto custa, quanto é, tarifa*, desconto*, cupom, cupons, promoç*,
            oferta*, teste grátis, teste gratuito, demonstração, demo, orçamento, mensalidade
            """),
        StageRule(.purchase, "comprar, compra, onde encontrar, onde achar, perto de mim, à venda, contratar, reservar"),
        StageRule(.exploration, "^o que é, ^o que são, ^o que significa, para que serve"),
        StageRule(
            .assessment,
            """
            avaliação, avaliações, opinião, opiniões, resenha*, reclamaç*, confiável, confiáveis, golpe, vale a pena,
            vantagens e desvantagens, prós e contras, desvantagens, é bom, é boa, é seguro, experiência*, o que acha*, ^é,
            ^são, ^a ? é, ^o ? é, ^posso
            """),
        StageRule(
            .recommendation,
            """
            melhor, melhores, top, ^qual, ^quais, barato, barata, baratos, baratas, ideias, dicas, bom … para, boa … para,
            software para, programa para, ferramenta* para, aplicativo para
            """),
        StageRule(.usage, "como usar, como se usa, como utilizar, como configurar, como instalar"),
        StageRule(
            .exploration,
            """
            ^o que, ^que, ^como, ^por que, ^porque, ^quem, ^quando, ^onde, significado, expli*, definição, guia, exemplos,
            vantagens, tipos de, causas, benefícios
            """),
    ]
}
