internal import Foundation
internal import NIOPosix

extension MultiThreadedEventLoopGroup {
    /// A loop for each processor that this process may use: with more loops than processors they wait for one another in turns
    /// of several milliseconds.
    static let forThisProcess = MultiThreadedEventLoopGroup(numberOfThreads: Processors.allowed)
}

enum Processors {
    /// How many processors this process may run on, where a supervisor pinned it to some (`taskset`, `CPUAffinity=`, a cpuset).
    static var allowed: Int {
        let all = ProcessInfo.processInfo.activeProcessorCount
        guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
            let line = status.split(separator: "\n").first(where: { $0.hasPrefix("Cpus_allowed_list:") }),
            let list = line.split(separator: ":").last, let count = count(list.trimmingCharacters(in: .whitespaces))
        else { return all }
        return max(1, min(count, all))
    }

    /// `0-2,5` is four (proc(5)).
    static func count(_ list: String) -> Int? {
        var sum = 0
        for part in list.split(separator: ",", omittingEmptySubsequences: false) {
            let ends = part.split(separator: "-").map { Int($0) }
            guard let first = ends.first ?? nil, let last = ends.last ?? nil, ends.count <= 2, last >= first else { return nil }
            sum += last - first + 1
        }
        return sum
    }
}
