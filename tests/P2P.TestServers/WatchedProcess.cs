using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace P2P.TestServers;

/// <summary>
/// A server process that does not outlive this one. A small shell stands between: when this process ends, however it ends, the
/// shell's input closes, and it kills the server and removes its folder. (PR_SET_PDEATHSIG would follow the thread that
/// started the server, and pool threads come and go.)
/// </summary>
public sealed class WatchedProcess
{
    /// <summary>Arguments: the folder to remove, the file for what the server writes, the command.</summary>
    private const string Watchdog = """
        folder=$1; log=$2; shift 2
        exec 3<&0
        "$@" < /dev/null >> "$log" 2>&1 3<&- &
        server=$!
        echo "$server"
        (
          read -r _ <&3
          trap '' TERM # From the last line below, once the server is dead.
          kill -KILL "$server"
          sleep 1
          rm -rf "$folder"
        ) > /dev/null 2>&1 &
        reader=$!
        exec 2> /dev/null # The shell would report each kill.
        wait "$server"
        kill "$reader"
        """;

    private readonly Process _shell;
    private readonly int _server;

    private WatchedProcess(Process shell, int server) => (_shell, _server) = (shell, server);

    /// <summary>The server's own process id, not the shell's.</summary>
    public int Id => _server;

    public bool HasExited => _shell.HasExited;

    /// <param name="command">The program, then its arguments; <c>env</c> first gives it variables or a folder.</param>
    /// <param name="folder">Removed when this process ends without having ended the server.</param>
    /// <param name="log">A file that grows by what the server writes.</param>
    public static async Task<WatchedProcess> StartAsync(
        IReadOnlyList<string> command, string folder, string log, CancellationToken cancellationToken)
    {
        // A session of its own: Ctrl-C in the terminal must not reach the shell before it has cleaned up.
        var start = new ProcessStartInfo("setsid", ["sh", "-c", Watchdog, "watchdog", folder, log, .. command])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
            WorkingDirectory = "/",
        };
        var shell = Process.Start(start) ?? throw new InvalidOperationException("setsid did not start.");
        var line = await shell.StandardOutput.ReadLineAsync(cancellationToken);
        return new WatchedProcess(shell, int.Parse(line ?? "", CultureInfo.InvariantCulture));
    }

    /// <summary>Asks the server to end, and waits until it has.</summary>
    public async Task StopAsync(ProcessSignal signal)
    {
        _ = Send(_server, (int)signal);
        await _shell.WaitForExitAsync();
        _shell.Dispose();
    }

    /// <summary>Ends the server and all that it started in the way of a power cut: nothing of it gets to run again.</summary>
    public async Task KillAsync()
    {
        _ = Send(_server, (int)ProcessSignal.Pause); // It starts nothing more while its children are counted.
        var children = ChildrenOf(_server).ToArray();
        _ = Send(_server, (int)ProcessSignal.Kill);
        foreach (var child in children)
        {
            _ = Send(child, (int)ProcessSignal.Kill);
        }

        await _shell.WaitForExitAsync();
        while (children.Any(IsRunning))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5));
        }

        _shell.Dispose();
    }

    /// <summary>Nothing of the server itself runs until <see cref="Resume"/>.</summary>
    public void Pause() => _ = Send(_server, (int)ProcessSignal.Pause);

    public void Resume() => _ = Send(_server, (int)ProcessSignal.Continue);

    private static IEnumerable<int> ChildrenOf(int parent) =>
        from folder in Directory.EnumerateDirectories("/proc")
        let id = int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var number) ? number : 0
        where id > 0 && StatusOf(id) is ({ } of, _) && of == parent
        select id;

    private static bool IsRunning(int process) => StatusOf(process) is (_, { } state) && state is not ("Z" or "X");

    private static (int? Parent, string? State) StatusOf(int process)
    {
        try
        {
            // "12 (name with spaces) S 1 ...": state and parent follow the last parenthesis.
            var stat = File.ReadAllText($"/proc/{process}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return (int.Parse(fields[1], CultureInfo.InvariantCulture), fields[0]);
        }
        catch (IOException)
        {
            return (null, null); // It ended meanwhile.
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Send(int process, int signal);
}
