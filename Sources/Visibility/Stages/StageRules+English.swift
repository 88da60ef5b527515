extension StageRules {
    static let english = [
        StageRule(
            .comparison,
            """
            vs, versus, compar*, difference, differences, differ, alternative*, better than, cheaper than, instead of,
            similar to, tools like, apps like, sites like, companies like, brands like, stack up, competitor*,
            choose between, which is better, what is better, which one is better, better … or, should i … or, ^? or ?,
            switch* from … to
            """),
        StageRule(
            .support,
            """
            cancel*, refund*, log in, login, sign in, password, my account, my order, my subscription, my plan, my invoice,
            my bill, customer service, contact … support, support number, phone number, return an, return my, hasn t arrived,
            not working, doesn t work, won t, error, troubleshoot*, return policy, warranty claim
            """),
        StageRule(
            .recommendation,
            """
            recommend*, suggest*, ^is there, ^are there, looking for, help me choose, help me find, help me pick,
            help me decide, how to choose, how do i choose, how should i choose, how to pick, how to find, how do i find,
            what should, should i buy, do i need, which … best, which … should, ^what is the best, ^what s the best,
            ^what are the best, ^who is the best, ^who has the best, ^what are the top, ^what is the most, ^what s the most,
            ^what are the most, ^what … do … use
            """),
        StageRule(
            .price,
            """
            price, prices, priced, pricing, cost, costs, how much is, how much are, how much does, how much do, fee, fees,
            discount*, coupon*, promo code*, deal, deals, quote, free trial, trial, demo, sign up, subscribe, free plan
            """),
        StageRule(
            .purchase,
            """
            buy, buying, purchase, for sale, in stock, near me, where can i get, where to get, shop for, order online,
            order ? online
            """),
        StageRule(
            .assessment,
            """
            review, reviews, rating, ratings, worth, pros and cons, advantages and disadvantages, disadvantages, drawbacks,
            downsides, limitations, complaints, problems with, legit, scam, reputation, trustworthy, any good, how good,
            how reliable, how safe, how secure, how accurate, what do people think, people say, users say, customers say,
            satisfaction, feedback, experience* with, opinion* on, opinions about, ^is, ^are, ^does, ^do, ^can i, ^has, ^was
            """),
        StageRule(
            .recommendation,
            """
            best, top, ^which, should i, should we, i need, we need, cheap, cheapest, affordable, leading, most popular,
            most reliable, ideas, tips, advice, good … for, software for, tools for, tool for, app for, apps for,
            options for
            """),
        StageRule(
            .usage,
            """
            how do i use, how to use, how to set up, how do i set up, how to install, how do i install, how do i connect,
            how to connect, how to export, how do i export, how to import, how do i import, how do i add, how do i change,
            how do i update, how do i delete
            """),
        StageRule(
            .exploration,
            """
            ^what, ^how, ^why, ^who, ^when, ^where, explain*, meaning, definition, guide, examples, tutorial, benefits,
            history of, trends, overview, introduction to, learn about, tell me about, ways to, types of, causes of,
            signs of, symptoms
            """),
    ]
}
