extension SentimentLexicon {
    static let english = SentimentLexicon(
        code: "en",
        strongPraise: """
            excellen*, outstanding*, exceptional*, superb*, amazing*, fantastic*, wonderful*, brillian*, perfect, perfectly, flawless*,
            impeccab*, stellar, top notch, first class, first rate, world class, best in class, second to none, unmatched, unrivaled,
            unrivalled, unbeatable, unparalleled, industry leading, market leading, award winning, highly recommend*, highly rated,
            highly regarded, top rated, the gold standard, phenomenal*, incredibl*, remarkabl*, superior, the best, best overall,
            best choice, game changer, delight*, rave*, love it, loved by, a must have, can't go wrong, cannot go wrong, hard to beat,
            stands out, standout, no other
            """,
        praise: """
            good, great, nice, fine, decent, okay, offers more, includes more,  solid, best, reliab*, dependab*, trustworth*, trusted, trust, robust, stable, secure, safe, fast, quick,
            quickly, speedy, responsive, snappy, smooth*, seamless*, intuitive*, user friendly, easy, easily, effortless*, simple,
            simplicity, straightforward, convenient*, handy, flexib*, versatil*, powerful, feature rich, comprehensive, complete,
            thorough*, extensive, rich, advanced, modern, sleek, elegant*, beautiful*, gorgeous, attractive, pleasant*, enjoyab*,
            comfortab*, friendly, courteous, polite, helpful, attentive, knowledgeable, professional*, honest*, transparent*, fair,
            fairly priced, generous*, affordab*, inexpensive, cheap, cost effective*, economical, bargain, good value, value for money,
            great value, well priced, well made, well built, well designed, well documented, well organized, well regarded, well suited,
            well known for its, high quality, quality product*, premium, durab*, long lasting, sturdy, accurat*, precise*, efficien*,
            effective*, productive, innovative*, clever, smart, strong, strength*, excel, excels, shines, shine, impress*, popular,
            favorite*, favourite*, beloved, loved, praised, praise, acclaim*, respected, reputable, renowned, leading, leader, ideal*,
            suitable, recommended, recommendable, worth it, worth the, worthwhile, worth considering, worth a look, satisf*, happy,
            pleased, glad, enjoy*, appreciat*, admire*, benefit*, advantage*, success*, win, wins, winner, winning, clean, spotless,
            crisp, clear, consistent*, careful*, tailored, scalab*, free of charge, peace of mind, saves time, saves hours, save time,
            saved them hours, saves you, time saving, no brainer, go to choice, go to option, top pick, top choice, our pick, solid pick,
            great pick, good pick, sweet spot, thumbs up, rock solid, up to date, works well, working well, runs well, performs well,
            does a great job, lightweight, refreshing*, compelling, promising, positive, positively, generous, wide range of, widest,
            fresh, tasty, delicious, quiet, warm, genuine*, authentic, caring, hassle free, painless*, glowing, prompt, promptly,
            keeps things simple, lives up to, delivers on, stand behind, stands behind
            """,
        blame: """
            bad, poor, poorly, weak, weakness*, slow, slowly, sluggish, laggy, lags, laggard, clunky, clumsy, cumbersome, confusing*, confused by,
            complicated, complex, convoluted, difficult, hard to, harder to, tricky, tedious, frustrat*, annoy*, irritat*, painful,
            disappoint*, lacking, lacks, lack of, lack, missing, misses, limited, limiting, limitation*, basic, bare bones, barebones,
            outdated, dated, old fashioned, obsolete, stale, buggy, bug, bugs, glitch*, crash*, freezes, unstable, unreliab*, outage*,
            downtime, error*, fails, failed, failing, failure*, fault*, flaw*, broken, breaks, expensive, pricey, costly, overpriced,
            steep, exorbitant, hidden fee*, hidden cost*, hidden charge*, price hike*, raised prices, prices doubled, steep learning curve,
            learning curve, drawback*, downside*, disadvantage*, shortcoming*, concern*, complain*, critici*, issue, issues, problem*,
            trouble*, struggl*, suffer*, unfortunately, sadly, regret*, unhappy, dissatisf*, unsatisf*, unresponsive, unhelpful, rude,
            unfriendly, impolite, careless, sloppy, inaccurate, inconsisten*, inefficien*, ineffective, inflexible, rigid, unsafe,
            insecure, vulnerab*, breach*, risky, risk, risks, dubious, questionable, suspicious, mislead*, deceptive, dishonest, shady,
            noisy, loud, heavy, bulky, flimsy, fragile, cheap looking, cheaply made, dirty, smelly, uncomfortab*, unpleasant, ugly,
            cluttered, bloated, overwhelming, overkill, unsuitable, unsuited, inadequate, insufficient, mediocre, underwhelm*,
            lackluster, lacklustre, subpar, sub par, leaves much to be desired, leaves something to be desired, falls short,
            fall short, falls flat, delay*, late, long wait*, waiting time*, unanswered, ignored, refused, refuses, scratched, damaged,
            negative, negatively, mixed reviews, declin*, deteriorat*, wors*, losing, loses, lost my, loss of, discontinued, unpopular,
            hate, hates, hated, dislike*, nightmare, headache*, hassle*, mess, messy, thumbs down, restrictive, unintuitive, unclear,
            not worth, hardly anyone, goes down, went down, overcharg*, shoddy, neglect*, unfair*, inferior
            """,
        strongBlame: """
            terrible, terribly, horrible, horribl*, awful*, atrocious, dreadful*, abysmal*, worst, the worst, useless, worthless,
            unusable, unacceptable, scam*, fraud*, rip off, ripoff, disaster*, catastroph*, disgust*, appalling*, garbage, junk,
            waste of money, waste of time, stay away, steer clear, notorious*, deal breaker, dealbreaker, lawsuit*, red flag*
            """,
        better: """
            better, faster, cheaper, easier, simpler, safer, stronger, smoother, quicker, friendlier, cleaner, quieter, lighter, cozier,
            more affordable, nicer, richer, smarter, greater, superior to, sturdier, clearer, fresher, ahead of, tastier, higher quality
            """,
        worse: """
            worse, slower, pricier, weaker, harder, costlier, clunkier, heavier, noisier, louder, poorer, uglier, more expensive,
            more complicated, more complex, buggier, dirtier, riskier, trickier
            """,
        recommending: """
            recommend, recommends, recommending, love, loves, loving, like, likes, praise, praises,
            comes close to, nothing beats
            """,
        preferring: "prefer, prefers, preferred, preferring, favor, favors, favour, favours",
        choosing:
            "choose, choosing, pick, go with, opt for, consider, try, suggest, suggests, look at, suits, go for, start with, pick up",
        discouraging:
            "avoid, avoids, avoiding, beware of, skip, regret choosing, warn against, warns against, warned against, don't buy",
        pleasing: "",
        beats: """
            beats, beat, outperform, outperforms, outperformed, surpass*, outshine*, outclass*, outpace*, outdo, outdoes, trumps,
            leads over, exceeds, has an edge over, has the edge over, edges out, wins over, wins against, defeats
            """,
        beaten: """
            outperformed by, beaten by, surpassed by, lags behind, lag behind, lagging behind, trails, trails behind, falls behind,
            inferior to, no match for, loses to, lost ground to, can't match, cannot match, can't compete with, cannot compete with,
            can't keep up with, cannot keep up with, doesn't match, does not match, overshadowed by
            """,
        advantages: "pros, pro, advantages, strengths, upsides, benefits, what we like, what we liked, likes, the good",
        disadvantages:
            "cons, con, disadvantages, weaknesses, downsides, drawbacks, limitations, what we don't like, dislikes, the bad",
        neutral: """
            best known, best practice*, best time to, good morning, good afternoon, as well, as well as, well known, high end,
            issue tracking, issue tracker*, issue invoices, bug tracking, bug tracker*, bug report*, problem solving, risk management,
            error message*, error handling, complaint form*, great britain, fast food, free trial, a lot of, a great deal of, like to,
            would like, you like, if you like, such as, just like, looks like, like this, no matter, no doubt, not only, not just,
            not to mention, not necessarily, no longer than, no later than, nothing but, too, cannot wait, can't wait, why not, whether or not, strong password*,
            customer satisfaction survey*, smart home, smart tv, smartphone*, clear your, consider whether, consider the, consider your,
            consider how, consider what, quick guide, quick overview, quick look, simple answer, complete list, complete guide,
            comprehensive guide, fair use, limited company, limited liability, limited edition*, good question, great question,
            good luck, good idea to, it's a good idea, try to, trying to, pick up, picked up, pick one, choose between, choose from,
            choose the right, choose one, how to choose, choose based, choose what, trust fund, trust pilot, heavy duty, heavy user*,
            complex project*, complex need*, complex workflow*, complex data, complex question*, for complex, difficult question*,
            basic plan, basic package, advanced plan, premium plan, premium tier, pain point*, win back, cheap flight*, late fee*, lost and found,
            clean up, easy chair, one of the leading causes, missing data, missing person*, safe deposit, risk free,
            benefits package, try it for, late night, late in, of late, delay in, lean
            """,
        negators: """
            not, no, never, neither, nor, without, hardly, hardly ever, barely, rarely, seldom, scarcely, nothing, nobody, none, cannot,
            can't, don't, doesn't, didn't, isn't, aren't, wasn't, weren't, won't, wouldn't, couldn't, shouldn't, hasn't, haven't, hadn't,
            ain't, no longer, far from, anything but, less than, free of, free from, fails to, fail to, failed to, lacks, lack of, stopped being,
            could be, should be, would be, few, hardly any, refuses to, unable to
            """,
        intensifiers: """
            very, extremely, highly, really, truly, incredibly, exceptionally, remarkably, particularly, especially, super, so, absolutely,
            totally, completely, utterly, quite, extraordinarily, notoriously, surprisingly, consistently, seriously, widely, by far
            """,
        softeners: """
            somewhat, slightly, a bit, a little, a little bit, rather, fairly, relatively, kind of, sort of, occasionally, sometimes,
            in some cases, minor, moderately, at times, can be, may be, might be, some, mildly, pretty
            """,
        excess: "too, overly, excessively, unnecessarily, far too, way too, much too",
        more: "more, most",
        less: "less, fewer, least",
        equal: "as, so, equally, just as",
        than: "than, as, to",
        instead: "instead of, rather than, over, in place of, ahead of, and not, but not",
        unlike: """
            unlike, compared to, compared with, in comparison to, in comparison with, in contrast to, in contrast with, as opposed to,
            when compared to, when compared with, contrary to, next to, relative to, versus
            """,
        aside: """
            alternative to, alternatives to, alternative for, integrates with, integrate with, integration with, integrations with,
            works with, compatible with, similar to, switching from, switch from, switched from, migrate from, migrating from,
            migrated from, moving from, moved from, coming from, formerly, owned by, acquired by, founded by, subsidiary of, part of,
            competes with, compete with, competitor of, competitors of, rival, rivals, competitors such as, competitors like, connect to,
            import from, export to, replacement for, inspired by
            """,
        contrasts: """
            but, however, although, though, while, whereas, yet, nevertheless, nonetheless, still, on the other hand, even though,
            in contrast, by contrast, despite, in spite of, except, conversely, that said, otherwise, then again, on the downside,
            on the plus side, on the upside, because, since
            """,
        joiners: "and, or, the, both, as, well, also, nor",
        pronouns: """
            it, it's, its, they, they're, their, theirs, he, she, this, these, the company, the brand, the product, the service, the app,
            the tool, the software, the platform, both, users, customers, reviewers, many, most, some, however, but, on the other hand,
            still, yet, unfortunately, sadly, that said, nevertheless, nonetheless, overall it, in addition, additionally, also,
            moreover, furthermore, on the downside, on the plus side, as a result
            """,
        resets: """
            if, when, before, after, whether, for, in short, overall, ultimately, in general, generally, in summary, in conclusion,
            the bottom line, think about, ask, compare, make sure, check, remember, alternatively, other, others, another, for others,
            a good, the best, here, there, you, your, it depends, it's worth, it is worth, choose, tip, tips, note, let me, would you,
            i, we
            """,
        abbreviations: "mr mrs ms dr prof inc ltd co corp llc vs etc approx no st jr sr e.g i.e dept est fig gen gov u.s al")
}
