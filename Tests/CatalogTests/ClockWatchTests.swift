import APIKeys
import Testing

@testable import Catalog

@Suite struct ClockWatchTests {
    /// Looks `after` seconds later, with the wall clock `ahead` seconds before where it would be had nobody set it.
    private struct Scene {
        var watch = ClockWatch()
        var uptime = 0

        mutating func look(after seconds: Int, ahead: Int = 0) -> ClockWatch.Finding {
            uptime += seconds
            return watch.look(
                at: Timestamp(milliseconds: 1_800_000_000_000) + .seconds(uptime + ahead), uptime: Int64(uptime) * 1_000_000_000)
        }
    }

    @Test func aClockThatGoesIsSteadyHoweverLongNobodyLooked() {
        var scene = Scene()
        for seconds in [0, 2, 2, 86_400, 91 * 86_400] { #expect(scene.look(after: seconds) == .steady) }
        // A correction.
        #expect(scene.look(after: 2, ahead: 299) == .steady)
        #expect(scene.look(after: 2, ahead: 0) == .steady)
    }

    @Test(arguments: [91 * 86_400, -86_400, 301])
    func aClockThatWasSetIsNotReliedOnUntilItIsBack(_ moved: Int) {
        var scene = Scene()
        _ = scene.look(after: 0)
        #expect(scene.look(after: 2, ahead: moved) == .wasSet(by: .seconds(moved)))
        #expect(scene.look(after: 66, ahead: moved) == .onTrial)
        #expect(scene.look(after: 2) == .trusted)
        #expect(scene.look(after: 2) == .steady)
    }

    @Test func aClockThatWasSetAndHoldsIsReliedOnAfterAnHour() {
        var scene = Scene()
        _ = scene.look(after: 0)
        _ = scene.look(after: 2, ahead: 7200)
        #expect(scene.look(after: 3599, ahead: 7200) == .onTrial)
        // Set again: the hour begins anew.
        #expect(scene.look(after: 1, ahead: 3600) == .wasSet(by: .seconds(-3600)))
        #expect(scene.look(after: 3599, ahead: 3600) == .onTrial)
        #expect(scene.look(after: 1, ahead: 3600) == .trusted)
        #expect(scene.look(after: 2, ahead: 3600) == .steady)
    }
}
