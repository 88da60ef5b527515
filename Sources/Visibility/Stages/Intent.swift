/// What somebody wants who writes a prompt. Finer than stages, since brands cut the way to a purchase differently.
enum Intent: String, CaseIterable, Sendable {
    /// One option beside another: `A vs B`, alternatives.
    case comparison
    /// To be told what to take: the best, which one.
    case recommendation
    /// To judge one option: reviews, pros and cons, is it good.
    case assessment
    /// What it costs, or to try it.
    case price
    /// To buy it now: where, near me.
    case purchase
    /// To learn how to use what one has.
    case usage
    /// Help with what one has: cancel, refund, log in.
    case support
    /// To understand: what, how, why.
    case exploration

    /// The kinds of stages that it belongs to; the first of them that a brand has is meant.
    var stages: [JourneyStage] {
        switch self {
        case .comparison: [.comparison, .consideration, .evaluation]
        case .recommendation: [.advice, .consideration]
        case .assessment: [.evaluation, .consideration]
        case .price: [.conversion, .evaluation, .consideration]
        case .purchase: [.conversion, .advice]
        case .usage: [.loyalty, .awareness]
        case .support: [.loyalty, .other]
        case .exploration: [.awareness]
        }
    }
}
