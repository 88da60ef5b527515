internal import Dispatch
internal import Foundation
internal import Synchronization

/// Whether somebody pressed Ctrl-C, or asked this process to end, while it does something that should not be cut in the middle.
/// Asked a second time it ends at once.
final class Interrupt {
    private final class Flag: Sendable {
        let isUp = Atomic(false)
    }

    private let flag = Flag()
    private let sources: [any DispatchSourceSignal]

    init() {
        sources = [SIGINT, SIGTERM].map { [flag] number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                flag.isUp.store(true, ordering: .relaxed)
                signal(number, SIG_DFL)
            }
            source.resume()
            return source
        }
    }

    var isRaised: Bool { flag.isUp.load(ordering: .relaxed) }
}
