using System.Security.Cryptography;
using P2P.TwilioStandIn.Messages;
using P2P.TwilioStandIn.Numbers;

namespace P2P.TwilioStandIn;

/// <summary>What the service keeps of the account. Its members are used under <see cref="Gate"/>.</summary>
internal sealed class Account
{
    public Account(StandInOptions options)
    {
        foreach (var number in options.Numbers)
        {
            Numbers.Add(new OwnedNumber(NewSid("PN"), number) { SmsUrl = options.InboundUrl, InService = true });
        }
    }

    public Lock Gate { get; } = new();

    /// <summary>In the order in which they were made.</summary>
    public List<Text> Texts { get; } = [];

    public List<OwnedNumber> Numbers { get; } = [];

    /// <summary>Pairs (ours, theirs) that a STOP bars.</summary>
    public HashSet<(string Ours, string Theirs)> Barred { get; } = [];

    public Dictionary<string, string> LineTypes { get; } = [];

    public Dictionary<string, (string ContentType, byte[] Content)> Media { get; } = [];

    /// <summary>By recipient; the empty string is everybody.</summary>
    public Dictionary<string, List<(Script Script, int Used)>> Scripts { get; } = [];

    public static string NewSid(string prefix) => prefix + RandomNumberGenerator.GetHexString(32, lowercase: true);

    /// <summary>The script for a create to this number, counted as used.</summary>
    public Script Take(string to)
    {
        lock (Gate)
        {
            foreach (var scripts in new[] { to, "" }.Where(Scripts.ContainsKey).Select(key => Scripts[key]))
            {
                var at = scripts.FindLastIndex(s => s.Script.Uses is not { } most || s.Used < most);
                if (at >= 0)
                {
                    scripts[at] = (scripts[at].Script, scripts[at].Used + 1);
                    return scripts[at].Script;
                }
            }

            return new Script();
        }
    }
}
