/** Faults at a switch, at the moment they come about. */
import type { SwitchFault } from './history/faults.ts';
import type { ChaosLab } from './lab/chaos-lab.ts';

/** Settles when the fault has ended by itself, or at once where it lasts. */
export function disturbSwitch(lab: ChaosLab, fault: SwitchFault): Promise<void> {
  switch (fault.kind) {
    case 'outage':
      return outage(lab, fault);
    case 'break-secret':
    case 'repeat-secret':
    case 'echo-secret':
      giveAway(lab, fault);
      break;
    case 'foreign-edit':
      lab.somebody.edits(fault.switch, fault.edit);
      break;
    case 'meddle':
      lab.somebody.meddles(fault.switch, fault.port);
      break;
    case 'cut-at-line':
    case 'cut-at-byte':
    case 'refuse-line':
    case 'refuse-saves':
    case 'slow':
      hinder(lab, fault);
      break;
  }
  return Promise.resolve();
}

type Hindrance = Extract<
  SwitchFault,
  { readonly kind: 'cut-at-line' | 'cut-at-byte' | 'refuse-line' | 'refuse-saves' | 'slow' }
>;

function hinder(lab: ChaosLab, fault: Hindrance): void {
  switch (fault.kind) {
    case 'cut-at-line':
      if (fault.moment === 'after') lab.switchNamed(fault.at.switch).cutSessions();
      else lab.switchNamed(fault.at.switch).faults.dropAt(/^/);
      break;
    case 'cut-at-byte':
      lab.proxies.get(fault.switch)?.cutAt(fault.direction, fault.bytes);
      break;
    case 'refuse-line':
      lab.switchNamed(fault.at.switch).faults.refuse(/^/, { times: 1 });
      break;
    case 'refuse-saves':
      lab.switchNamed(fault.switch).faults.refuseSave();
      break;
    case 'slow':
      lab.switchNamed(fault.switch).faults.setDelay(fault.ms);
      break;
  }
}

type Indiscretion = Extract<SwitchFault, { readonly kind: 'break-secret' | 'repeat-secret' | 'echo-secret' }>;

function giveAway(lab: ChaosLab, fault: Indiscretion): void {
  switch (fault.kind) {
    case 'break-secret': {
      const { offset, pauseMs, isCut } = fault;
      const text = lab.secrets[fault.secret] ?? lab.secrets.password;
      lab.switchNamed(fault.at.switch).faults.breakOutput({ text, offset, pauseMs, isCut });
      break;
    }
    case 'repeat-secret':
      lab.record.say(fault.at.switch, `the secret is ${lab.secrets[fault.secret] ?? lab.secrets.password}`);
      break;
    case 'echo-secret':
      lab.record.echoSecrets(fault.switch);
      break;
  }
}

async function outage(lab: ChaosLab, fault: Extract<SwitchFault, { kind: 'outage' }>): Promise<void> {
  const one = lab.switchNamed(fault.at.switch);
  await (fault.losesPower ? one.powerOff() : one.stop());
  await new Promise((resolve) => setTimeout(resolve, fault.forMs));
  if (fault.losesPower) await lab.powerOn(fault.at.switch);
  else await one.start();
}
