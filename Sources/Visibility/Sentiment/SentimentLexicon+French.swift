extension SentimentLexicon {
    static let french = SentimentLexicon(
        code: "fr",
        strongPraise: """
            excellen*, exceptionnel*, remarquab*, formidab*, fantastique*, merveilleu*, parfait*, impeccab*, irréprochab*, extraordinaire*,
            magnifique*, superbe*, brillant*, imbattab*, inégal*, incomparab*, incontournab*, de premier ordre, haut de gamme, leader*,
            meilleur choix, le meilleur, la meilleure, les meilleurs, les meilleures, de premier plan, rien à redire, sans faille,
            aucun autre, aucune autre, numéro un, référence*, plébiscit*, incroyab*
            """,
        praise: """
            propose davantage, offre davantage, offre plus, propose plus, bon, bonne, bons, bonnes, bien, beau, belle, solide*, fiab*, digne de confiance, sûr, sûre, sûrs, sûres, sécuris*, stable*,
            robuste*, rapide*, rapidement, réactif*, réactive*, fluide*, intuitif*, intuitive*, convivia*, simple, simples, simplement,
            simplicité, facile*, facilement, facilité, aisé*, pratique*, commode*, agréab*, confortab*, doux, douce*, flexib*, souple*,
            polyvalent*, puissant*, complet*, complète*, riche*, avancé*, moderne*, élégan*, joli*, attrayant*, attractif*, attractive*,
            aimable*, chaleureu*, courtois*, serviable*, compétent*, professionnel*, professionnalisme, honnête*, transparen*, équitab*,
            juste prix, généreu*, abordab*, bon marché, économique*, pas cher, peu coûteu*, avantageu*, avantage*, raisonnab*,
            bon rapport qualité prix, excellent rapport qualité prix, rapport qualité prix, qualité, qualitati*, durab*, résistant*, précis,
            précise*, précision, efficace*, efficacement, efficacité, efficient*, innovant*, ingénieu*, astucieu*, fort*, point fort,
            points forts, atout*, force, forces, populaire*, appréci*, réputé*, bonne réputation, renommé*, reconnu*, respecté*, idéal*,
            adapté*, convien*, recommandé*, recommandab*, conseillé*, satisf*, content*, heureu*, ravi, ravis, ravie*, enchanté*, réussi*,
            succès, gagnant*, propre*, soigné*, soigneu*, clair*, cohérent*, personnalis*, performant*, performance*, séduisant*, séduit,
            convaincant*, convainc*, tient ses promesses, tient toutes ses promesses, tiennent leurs promesses, gain de temps,
            fait gagner du temps, gratuit*, frais, fraîch*, délicieu*, savoureu*, silencieu*, léger, légère*, hydratant*, efficaces,
            respectueu*, respecte*, positif*, positive*, coup de cœur, valeur sûre, bonne option, bon choix, excelle, brille,
            se distingue*, sort du lot, impressionn*, à l'écoute, attentif*, attentive*, ponctuel*, favori*, préféré*, complètement adapté
            """,
        blame: """
            mauvais*, mal, faible*, faiblesse*, lent, lente, lents, lentes, lenteur*, laborieu*, lourd*, encombrant*, confus*, compliqué*,
            complexe*, difficile*, difficilement, difficulté*, pénible*, fastidieu*, frustrant*, agaçant*, énerv*, décevant*, déception*,
            déçu*, déçoi*, décevoir, manque*, manquant*, absence de, limité*, limite, limites, limitation*, restreint*, dépassé*, vieillot*,
            obsolète*, daté*, bug*, bogue*, plante, plantage*, planté, instab*, panne*, erreur*, échec*, échoue*, défaillan*, défaut*,
            défectueu*, cassé*, cher, chère, chers, chères, coûteu*, onéreu*, hors de prix, prix élevé*, prix sont élevés, tarif élevé, tarifs élevés,
            trop élevé*, élevé, frais cachés, coûts cachés, courbe d'apprentissage, inconvénient*, point faible, points faibles,
            bémol*, critiqu*, plainte*, se plaign*, plaignent, reproch*, problème*, souci, soucis, ennui*, malheureusement, hélas, regrett*,
            mécontent*, insatisf*, désagréab*, impoli*, incompétent*, négligen*, bâclé*, imprécis*, inefficace*, rigide*, dangereu*,
            risqué*, risque*, douteu*, suspect*, trompeu*, mensong*, opaque*, bruyant*, bruit*, inconfortab*, laid*, moche*, surchargé*,
            inadapté*, insuffisant*, médiocre*, moyen, laisse à désirer, laissent à désirer, retard*, lenteur, longs délais,
            long délai, délais trop longs, négatif*, négative*, dégrad*, détérior*, grasse, gras, colle, collant*, irritation*, irrit*, fuit,
            fuite*, déconseillé*, augmentation des prix, prix ont augmenté, peu fiable, sans intérêt, ne répond pas, ne répond jamais, injoignab*,
            étouffant*, sale, sales, fragile*, abîm*, usé
            """,
        strongBlame: """
            terrible*, horrible*, affreu*, catastroph*, désastr*, épouvantab*, exécrab*, lamentab*, nul, nulle, nuls, inutilisab*, inutile*,
            inacceptab*, arnaque*, escroqu*, fraud*, pire*, scandaleu*, honteu*, à fuir, à éviter, cauchemar*, à proscrire
            """,
        better:
            "mieux, meilleur, meilleure, meilleurs, meilleures, supérieur*, moins cher, moins chère, moins chers, moins coûteu*, moins onéreu*",
        worse:
            "pire que, pires que, inférieur*, plus cher, plus chère, plus chers, plus lent, plus lente, plus coûteu*, plus onéreu*",
        recommending: """
            recommande, recommandent, recommandons, recommander, conseille, conseillent, conseiller, aime, aiment, adore*,
            apprécie, apprécient, loue, louent, salue, saluent
            """,
        preferring: "préfèr*, préfér*",
        choosing: "choisissez, privilégiez, optez pour, optez plutôt pour, tournez vous vers, essayez, pensez à",
        discouraging: "évitez, éviter, déconseille*, déconseiller, fuyez, méfiez vous, se méfier",
        pleasing: "fonctionne bien, fonctionnent bien, vaut le coup, vaut la peine, vaut le détour, plaît, plaisent",
        beats: """
            surpasse*, dépasse, dépassent, bat, devance*, l'emporte sur, l'emportent sur, surclasse*, éclipse*, domine, fait mieux que,
            font mieux que, prend le dessus sur
            """,
        beaten: """
            dépassé par, dépassée par, surpassé par, surpassée par, en retard sur, à la traîne derrière, derrière, battu par, battue par,
            inférieur à, inférieure à, ne rivalise pas avec, ne peut rivaliser avec, n'égale pas, moins bien que
            """,
        advantages: "avantages, points forts, les plus, pour, atouts, forces",
        disadvantages: "inconvénients, points faibles, les moins, contre, faiblesses, limites, défauts",
        neutral: """
            bien que, bien qu, bien sûr, ou bien, aussi bien que, ainsi que, si bien que, bien entendu, eh bien, bon nombre, bonjour, bien à vous, biens, frais de port,
            frais de livraison, frais bancaires, pas seulement, non seulement, pas que, pas uniquement, pas forcément, sans doute, sans parfum, pas mal de, fort de france,
            belle mère, le bon moment, bonne question, avantages et inconvénients, points forts et points faibles, gratuit ou payant,
            essai gratuit, forfait gratuit, mise à jour, force est de, force de vente, par contre, pour que, pour les, pour des, pour la, pour le, pour une, pour un, contre la, contre le, contre les,
            au moins, du moins, plus ou moins, de plus, en plus, tout au plus, d'autant plus, non plus, plus de détails, propre site, ses propres, son propre, leurs propres,
            référence produit, frais annuels, gestion des risques, résolution de problèmes, message d'erreur
            """,
        negators:
            "pas, jamais, aucun, aucune, ni, sans, guère, peu, rien, nullement, point, loin d'être, rarement, cesse d'être, non",
        negatorsAfterNe: "plus",
        ne: "ne, n",
        intensifiers: """
            très, extrêmement, vraiment, particulièrement, hautement, fort, tout à fait, absolument, incroyablement, exceptionnellement,
            totalement, complètement, nettement, beaucoup, si, tellement, remarquablement, bien plus, constamment
            """,
        softeners:
            "un peu, assez, plutôt, légèrement, relativement, parfois, quelque peu, quelques, un brin, occasionnellement, de temps en temps",
        excess: "trop, excessivement, inutilement, exagérément",
        more: "plus, davantage, le plus, la plus, les plus",
        less: "moins, le moins, la moins",
        equal: "aussi, autant, tout aussi",
        than: "que, qu, à, comme",
        instead: "plutôt que, plutôt qu, au lieu de, au lieu d, à la place de, au détriment de",
        unlike: """
            contrairement à, contrairement au, à la différence de, à la différence d, par rapport à, par rapport au, comparé à, comparée à,
            comparés à, en comparaison de, en comparaison avec, à l'inverse de, face à, à l'opposé de
            """,
        aside: """
            alternative à, alternatives à, semblable à, similaire à, appartient à, filiale de, racheté par, rachetée par, fondé par,
            fondée par, anciennement, compatible avec, concurrent de, concurrente de, concurrents de, passer de, migrer de, migration depuis,
            intégration avec
            """,
        contrasts: """
            mais, cependant, toutefois, néanmoins, pourtant, en revanche, par contre, alors que, tandis que, bien que, bien qu, quoique,
            malgré, même si, or, sauf, en dépit de, à l'exception, d'un autre côté, seul bémol, car, parce que, puisque
            """,
        joiners: "et, ou, le, la, les, l, ainsi, que, un, une, au, du, de, comme",
        pronouns: """
            il, elle, ils, elles, son, sa, ses, leur, leurs, ce, cette, cet, ces, c, la marque, l'entreprise, le produit, le service,
            l'application, l'outil, le logiciel, la société, les clients, les utilisateurs, de nombreux, certains, beaucoup, cependant,
            toutefois, néanmoins, en revanche, par contre, mais, malheureusement, de plus, en outre, aussi, pourtant, également
            """,
        resets: """
            si, s, avant, quand, lorsque, pour, en résumé, en conclusion, en général, globalement, d'une manière générale, vérifiez,
            comparez, choisissez, pensez, d'autres, autre, autres, enfin, sinon, tout dépend, selon, l'idéal, il faut, il est conseillé,
            il existe, vous, voici, je, nous
            """,
        abbreviations: "m mme mlle dr p ex env etc cf min max st ste av bd tél no art vol éd")
}
