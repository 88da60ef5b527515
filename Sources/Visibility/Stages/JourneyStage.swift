/// What a stage of the way to a purchase is about. A brand has some of these kinds, under names of its own.
package enum JourneyStage: String, CaseIterable, Sendable {
    /// Seeks recommendations or guidance.
    case advice
    /// Explores a topic or a problem.
    case awareness
    /// Assesses one option.
    case evaluation
    /// Compares several options.
    case comparison
    /// Evaluates options, in whichever way: what a funnel has in place of the three above.
    case consideration
    /// Is about to buy or to try.
    case conversion
    /// Uses, or wants to leave, what it has.
    case loyalty
    /// None of these.
    case other
}
