extension StageRules {
    static let spanish = [
        StageRule(
            .comparison,
            """
            vs, versus, compar*, diferencia*, alternativa*, mejor que, más barato que, en vez de, en lugar de, similar* a,
            parecido* a, competidor*, competencia de, qué es mejor, cuál es mejor, mejor … o, elegir entre, frente a, ^? o ?
            """),
        StageRule(
            .support,
            """
            cancelar, dar de baja, darme de baja, darse de baja, reembols*, devolver, devolución, atención al cliente,
            servicio al cliente, contactar, contraseña, mi cuenta, mi pedido, mi suscripción, mi factura, iniciar sesión,
            no funciona, error
            """),
        StageRule(
            .recommendation,
            """
            recomend*, recomiend*, sugier*, suger*, aconsej*, ^hay, ^existe*, busco, buscando, debería, debo, cómo elegir,
            cómo escoger, cómo encontrar, necesito, cuál* … mejor*, quién … mejor*, qué es lo mejor, qué … debería
            """),
        StageRule(
            .price,
            """
            precio*, cuesta, cuestan, coste, costes, costo, costos, cuánto vale, tarifa*, descuento*, cupón, cupones, oferta,
            ofertas, prueba gratis, prueba gratuita, demo, presupuesto, registrarme
            """),
        StageRule(.purchase, "comprar, compra, dónde conseguir, dónde encontrar, cerca de mí, en venta, contratar, reservar"),
        StageRule(.exploration, "^qué es, ^qué son, ^qué significa, para qué sirve"),
        StageRule(
            .assessment,
            """
            opinion*, opinión, reseña*, crítica*, valoracion*, fiable*, confiable*, estafa, vale la pena, merece la pena,
            ventajas y desventajas, pros y contras, desventajas, inconvenientes, quejas, es bueno, es buena, es seguro,
            qué tal, experiencia*, qué opina*, ^es, ^son, ^tiene, ^puedo
            """),
        StageRule(
            .recommendation,
            """
            mejor, mejores, top, ^cuál, ^cuáles, barato, barata, baratos, baratas, económic*, ideas, consejos, buen … para,
            buena … para, software para, programa para, herramienta* para, aplicación para
            """),
        StageRule(.usage, "cómo usar, cómo se usa, cómo utilizar, cómo configurar, cómo instalar"),
        StageRule(
            .exploration,
            """
            ^qué, ^cómo, ^por qué, ^quién, ^quiénes, ^cuándo, ^dónde, significado, explica*, definición, guía, ejemplos,
            ventajas, tipos de, causas, beneficios
            """),
    ]
}
