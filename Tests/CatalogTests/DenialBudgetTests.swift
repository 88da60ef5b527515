import APIKeys
import Testing

@testable import Catalog

@Suite struct DenialBudgetTests {
    private static func subject(_ name: String, in organization: Int = 1) -> DenialBudget.Subject {
        DenialBudget.Subject(organization: organization, actor: name)
    }

    private static func time(_ seconds: Double) -> Timestamp { Timestamp(milliseconds: Int64(seconds * 1000)) }

    @Test func oneActorGetsThirtyInAnyMinute() {
        var budget = DenialBudget()
        var written: [Double] = []
        for step in 0..<2000 where budget.admit(Self.subject("eve"), at: Self.time(Double(step) * 0.1)) != nil {
            written.append(Double(step) * 0.1)
        }
        #expect(written.count > 90)
        for moment in written {
            #expect(written.count { $0 >= moment && $0 < moment + 60 } <= DenialBudget.entriesOfOne)
        }
    }

    @Test func allActorsOfAnOrganizationTogetherGetThreeHundred() {
        var budget = DenialBudget()
        let written = (0..<1000).count { budget.admit(Self.subject("eve \($0)"), at: Self.time(0)) != nil }
        #expect(written == DenialBudget.entriesOfOrganization)
        // Nobody spends what is another organization's.
        #expect(budget.admit(Self.subject("ann", in: 2), at: Self.time(0)) == 0)
        #expect(budget.admit(Self.subject("ann"), at: Self.time(59.9)) == nil)
        #expect(budget.admit(Self.subject("ann"), at: Self.time(60)) == 1)
    }

    @Test func theNextEntryTellsHowManyWereNotWritten() {
        var budget = DenialBudget()
        for _ in 0..<50 { _ = budget.admit(Self.subject("eve"), at: Self.time(0)) }
        #expect(budget.admit(Self.subject("ann"), at: Self.time(1)) == 0)
        #expect(budget.admit(Self.subject("eve", in: 2), at: Self.time(1)) == 0)
        #expect(budget.admit(Self.subject("eve"), at: Self.time(60)) == 20)
        #expect(budget.admit(Self.subject("eve"), at: Self.time(60)) == 0)
    }

    @Test func whatCouldNotBeWrittenIsTold() {
        var budget = DenialBudget()
        for _ in 0..<32 { _ = budget.admit(Self.subject("eve"), at: Self.time(0)) }
        let suppressed = budget.admit(Self.subject("eve"), at: Self.time(60))
        #expect(suppressed == 2)
        budget.giveBack(suppressed ?? 0, of: Self.subject("eve"))
        #expect(budget.admit(Self.subject("eve"), at: Self.time(61)) == 3)
    }

    @Test func aClockSetBackSilencesNobodyForLong() {
        var budget = DenialBudget()
        for _ in 0..<40 { _ = budget.admit(Self.subject("eve"), at: Self.time(7200)) }
        #expect(budget.admit(Self.subject("eve"), at: Self.time(7200)) == nil)
        #expect(budget.admit(Self.subject("eve"), at: Self.time(0)) != nil)
    }

    @Test func memoryIsBounded() {
        var budget = DenialBudget()
        for number in 0..<10_000 { _ = budget.admit(Self.subject("eve \(number)"), at: Self.time(Double(number) / 100)) }
        #expect(budget.count == 2000)
    }
}
