import { useNavigate } from '@tanstack/react-router'
import { Archive, ChevronDown, Mail, Pencil, Phone, Trash2 } from 'lucide-react'
import type { ReactNode } from 'react'
import type { CreatorRow } from '#shared/domain/row.ts'
import { stages } from '#shared/domain/stage.ts'
import { DayText } from '#client/parts/day-text.tsx'
import { weekdayClockInZone } from '#client/parts/day-words.ts'
import { HealthBadge } from '#client/parts/health-badge.tsx'
import { stageMenuItems } from '#client/parts/stage-menu-items.tsx'
import { useCommand } from '#client/store/commands.ts'
import { useHealthOf } from '#client/store/health-of.ts'
import { useNow, useToday } from '#client/store/use-now.ts'
import { useRun } from '#client/store/use-run.ts'
import { useImage } from '#client/store/use-image.ts'
import { Avatar } from '#client/ui/avatar.tsx'
import { Button } from '#client/ui/button.tsx'
import { classNames } from '#client/ui/class-names.ts'
import { JourneyLine } from '#client/ui/journey-line.tsx'
import { Menu } from '#client/ui/menu.tsx'
import { words } from '#client/words/en.ts'
import { contactLinks } from './contact-links.ts'

export type CreatorHeaderProps = { readonly row: CreatorRow; readonly onEdit: () => void }

export function CreatorHeader({ row, onEdit }: CreatorHeaderProps) {
  return (
    <header className="flex flex-col gap-4 px-4 pb-4 pt-2 md:px-6">
      <div className="flex flex-wrap items-start gap-x-6 gap-y-3">
        <div className="flex min-w-0 flex-1 basis-72 items-start gap-3">
          <Faces row={row} />
          <div className="min-w-0">
            <h1
              tabIndex={-1}
              data-page-title=""
              dir="auto"
              className="line-clamp-2 text-xl font-semibold outline-none md:text-2xl"
            >
              {row.brandName}
            </h1>
            <p className="line-clamp-2 text-base text-muted" dir="auto">
              {row.creatorName}
              {row.brandTagline !== null && <span className="text-faint"> — {row.brandTagline}</span>}
            </p>
          </div>
        </div>
        <HeaderActions row={row} onEdit={onEdit} />
      </div>
      <Facts row={row} />
    </header>
  )
}

/** The photo with the logo at its side; whichever there is alone; else initials. */
function Faces({ row }: { readonly row: CreatorRow }) {
  const photo = useImage(row.creatorAvatar)
  const logo = useImage(row.brandLogo)
  const brandMark = {
    name: row.brandName,
    src: logo,
    shape: 'square',
    alt: words.pictures.logoOf(row.brandName),
  } as const
  if (photo === null && logo !== null) return <Avatar {...brandMark} size="xl" />
  return (
    <span className={classNames('relative shrink-0', logo !== null && 'mr-1.5')}>
      <Avatar name={row.brandName} src={photo} alt={words.pictures.photoOf(row.creatorName)} size="xl" />
      {logo !== null && <Avatar {...brandMark} size="md" className="absolute -bottom-1 -right-1.5 ring-2 ring-paper" />}
    </span>
  )
}

function HeaderActions({ row, onEdit }: CreatorHeaderProps) {
  const command = useCommand()
  const run = useRun()
  const navigate = useNavigate()
  const archive = () =>
    command.run(
      { kind: 'update', collection: 'creator', ids: [row.id], values: { isActive: false } },
      { done: words.creators.done.archived(1) },
    )
  const trash = async () => {
    const result = await command.run(
      { kind: 'trash', collection: 'creator', ids: [row.id] },
      { done: words.creators.done.deleted(1) },
    )
    if (result.ok) await navigate({ to: '/creators' })
  }
  return (
    <div className="flex flex-wrap gap-2">
      <Button icon={Pencil} onClick={onEdit}>
        {words.creators.page.edit}
      </Button>
      {row.deletedAt === null && (
        <>
          {row.isActive && (
            <Button variant="quiet" icon={Archive} onClick={() => run('archive', archive)}>
              {words.creators.page.archive}
            </Button>
          )}
          <Button variant="quiet" icon={Trash2} onClick={() => run('trash', trash)}>
            {words.creators.page.delete}
          </Button>
        </>
      )}
    </div>
  )
}

function Facts({ row }: { readonly row: CreatorRow }) {
  const today = useToday()
  const now = useNow()
  const healthOf = useHealthOf()
  return (
    <div className="flex flex-wrap items-center gap-x-6 gap-y-3 border-y border-line py-2 text-sm">
      <dl className="flex flex-wrap items-center gap-x-6 gap-y-3">
        <Fact label={words.creators.columns.stage}>
          <StageButton row={row} />
        </Fact>
        <Fact label={words.creators.columns.health}>
          <HealthBadge health={healthOf(row)} withLabel />
        </Fact>
        <Fact label={words.creators.page.followUp}>
          <DayText day={row.nextFollowUpDate} today={today} due />
        </Fact>
        <Fact label={words.creators.page.lastContact}>
          <DayText day={row.lastContactedDate} today={today} />
        </Fact>
        <Fact label={words.creators.page.localTimeLabel}>
          <span>
            {words.creators.page.localTime(
              weekdayClockInZone(row.creatorTimezone, now),
              row.creatorTimezone.replaceAll('_', ' '),
            )}
          </span>
        </Fact>
      </dl>
      <ContactLinks row={row} />
    </div>
  )
}

function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className="flex min-h-7 flex-col justify-center ">
      <dt className="text-xs text-faint">{label}</dt>
      <dd className="flex items-center">{children}</dd>
    </div>
  )
}

function StageButton({ row }: { readonly row: CreatorRow }) {
  const command = useCommand()
  const run = useRun()
  const items = stageMenuItems(row.journeyStatus, stage =>
    run('stage', () =>
      command.run(
        { kind: 'update', collection: 'creator', ids: [row.id], values: { journeyStatus: stage } },
        { done: words.creators.done.moved(row.brandName, words.records.stage[stage]) },
      ),
    ),
  )
  return (
    <Menu
      label={words.records.changeStage}
      items={items}
      trigger={
        <button
          type="button"
          className="-ml-1.5 flex h-7 items-center gap-2 rounded-sm px-1.5 hover:bg-hover coarse:-my-2.5 coarse:h-11"
          aria-label={`${words.records.stageOf(words.records.stage[row.journeyStatus])}. ${words.records.changeStage}`}
        >
          <JourneyLine current={stages.indexOf(row.journeyStatus)} size="sm" />
          <span className="font-medium">{words.records.stage[row.journeyStatus]}</span>
          <ChevronDown aria-hidden className="size-3.5 text-faint" />
        </button>
      }
    />
  )
}

function ContactLinks({ row }: { readonly row: CreatorRow }) {
  const links = contactLinks(row)
  return (
    <div className="-ml-2 flex flex-wrap items-center gap-1 coarse:-ml-3 md:ml-auto">
      {links.map(link => (
        <a
          key={link.href}
          href={link.href}
          {...(link.kind === 'web' ? { target: '_blank', rel: 'noopener noreferrer' } : {})}
          aria-label={linkName(link)}
          className="inline-flex h-7 items-center gap-1.5 rounded-md px-2 text-sm text-muted no-underline hover:bg-hover hover:text-ink coarse:h-11 coarse:px-3"
        >
          {link.kind === 'mail' && <Mail aria-hidden className="size-4" strokeWidth={1.75} />}
          {link.kind === 'phone' && <Phone aria-hidden className="size-4" strokeWidth={1.75} />}
          {link.label}
        </a>
      ))}
    </div>
  )
}

function linkName(link: ReturnType<typeof contactLinks>[number]): string {
  switch (link.kind) {
    case 'mail':
      return words.creators.page.email(link.target)
    case 'phone':
      return words.creators.page.call(link.target)
    case 'web':
      return words.creators.page.open(`${link.label}: ${link.target}`)
  }
}
